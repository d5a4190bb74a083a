import { act, screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { AdminAIToolsUsageTab } from '@/components/admin/AdminAIToolsUsageTab'
import { runningJob } from '@/test/ai-job-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

type Tell = (status: string) => void

/**
 * Stands in for a channel of Supabase Realtime, which neither the tests nor the local stack have: what is proved here is
 * how the panel takes what a channel says, not that a project's Realtime says it.
 */
class ChannelStandIn {
  readonly listeners: { filter: { table: string }; onChange: () => void }[] = []
  tell: Tell = () => {}

  on(_type: 'postgres_changes', filter: { table: string }, onChange: () => void) {
    this.listeners.push({ filter, onChange })
    return this
  }

  subscribe(tell: Tell) {
    this.tell = tell
    return this
  }

  change = () => this.listeners[0]?.onChange()
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'],
    shouldAdvanceTime: true,
  })
})

async function openTab(realtime: boolean) {
  const server = new FakeSupabase([runningJob({ minutesAgo: 1 })])
  const channel = new ChannelStandIn()
  const join = vi.fn(() => channel)
  const leave = vi.fn(async () => 'ok')
  Object.assign(server.client, { channel: join, removeChannel: leave })
  renderWith(server, <AdminAIToolsUsageTab realtime={realtime} />)
  await screen.findByRole('table', { name: 'Jobs' })
  return { server, channel, join, leave }
}

const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

test('no channel is joined unless the project says that it has Realtime', async () => {
  const { join } = await openTab(false)
  expect(join).not.toHaveBeenCalled()
})

test('the tables of all registered tools are listened to', async () => {
  const { channel } = await openTab(true)
  expect(channel.listeners.map(({ filter }) => filter)).toEqual([
    { event: '*', schema: 'public', table: 'upscaler_jobs' },
    { event: '*', schema: 'public', table: 'video_upscaler_jobs' },
  ])
})

test('any number of changes within two seconds are one refresh', async () => {
  const { server, channel } = await openTab(true)
  act(() => {
    channel.tell('SUBSCRIBED')
    channel.change()
    channel.change()
  })
  await wait(1_000)
  channel.change()
  expect(server.listCalls()).toHaveLength(1)
  await wait(1_100)
  expect(server.listCalls()).toHaveLength(2)
  expect(server.summaryCalls()).toHaveLength(2)
  channel.change()
  await wait(2_100)
  expect(server.listCalls()).toHaveLength(3)
})

test('a change does not refresh what the admin is at work on', async () => {
  const { server, channel } = await openTab(true)
  act(() => screen.getByRole('checkbox', { name: 'Selecionar o job de Cliente Exemplo' }).click())
  channel.change()
  await wait(2_100)
  expect(server.listCalls()).toHaveLength(1)
})

test.each(['CHANNEL_ERROR', 'TIMED_OUT', 'CLOSED'])(
  'after %s the channel is left once, and the page asks by itself',
  async (status) => {
    const { server, channel, leave } = await openTab(true)
    channel.change()
    act(() => {
      channel.tell(status)
      // Leaving ends the channel, which tells so.
      channel.tell('CLOSED')
    })
    expect(leave).toHaveBeenCalledTimes(1)
    await wait(2_100)
    expect(server.listCalls()).toHaveLength(1)
    await wait(15_000)
    expect(server.listCalls()).toHaveLength(2)
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  },
)
