import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWorld, type World } from '../races/world.ts'
import { attentionOf, balanceOf, newCustomer, startJobs, tick, wrongs } from './support.ts'

const JOBS = 1000

let world: World

beforeEach(async () => {
  world = await createWorld(0)
}, 60_000)

afterEach(() => world?.close())

test.each([1, 10, 100])(
  '%i poisoned jobs among 1,000: the others end in one run, these are listed with the reason, a repaired one ends at the next run',
  async (poisoned) => {
    const customer = await newCustomer(world, JOBS * 5)
    const ids = await startJobs(world, { customers: [customer], count: JOBS })
    // Spread over the whole table; more than a refund may be.
    const bad = ids.filter((_, place) => place % (JOBS / poisoned) === 3)
    await world.owner`
      update public.upscaler_credit_transactions set amount = -2147483647 where job_id = any (${bad})`

    expect(await tick(world.owner)).toEqual({ ended: JOBS - poisoned, refunded: (JOBS - poisoned) * 5 })
    const listed = await attentionOf(world)
    expect(listed.map(({ job_id }) => job_id).sort()).toEqual([...bad].sort())
    expect(new Set(listed.map(({ reason, detail, tries }) => `${reason}, ${detail}, ${tries}`))).toEqual(
      new Set(['refund_failed, A refund is 1 to 100000 credits, 1']),
    )

    expect(await tick(world.owner)).toEqual({ ended: 0, refunded: 0 })
    expect(new Set((await attentionOf(world)).map(({ tries }) => tries))).toEqual(new Set([2]))

    const [repaired] = bad
    await world.owner`update public.upscaler_credit_transactions set amount = -5 where job_id = ${repaired ?? ''}`
    expect(await tick(world.owner)).toEqual({ ended: 1, refunded: 5 })
    expect((await attentionOf(world)).map(({ job_id }) => job_id)).not.toContain(repaired)

    await world.owner`update public.upscaler_credit_transactions set amount = -5 where job_id = any (${bad})`
    expect(await tick(world.owner)).toEqual({ ended: poisoned - 1, refunded: (poisoned - 1) * 5 })
    expect(await attentionOf(world)).toEqual([])
    expect(await balanceOf(world, customer)).toBe(JOBS * 5)
    expect(await wrongs(world)).toEqual([])
  },
  60_000,
)
