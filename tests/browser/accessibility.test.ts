import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { findFlaws } from './accessibility.ts'
import { type AdminStage, openAdminStage } from './admin-stage.ts'
import { closeScreen, screens } from './screens.ts'

vi.setConfig({ testTimeout: 60_000 })

let stage: AdminStage

beforeAll(async () => {
  stage = await openAdminStage('accessibility', { jobs: 500, running: 5 })
}, 120_000)

afterAll(() => stage.close())

test.each(Object.entries(screens))('%s: no flaw in either theme, on a screen or a phone', async (_name, show) => {
  const page = await stage.admin.page.context().newPage()
  await show(page)
  expect(await findFlaws(page)).toEqual([])
  await closeScreen(page)
})
