import { waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

const ALWAYS = ['admin_list_ai_tools', 'admin_cleaner_health']

/** What is asked while nothing has been answered yet. */
function askedWithoutAnswer(server: FakeSupabase) {
  return server.calls.map(({ path }) => path.replace('/rest/v1/rpc/', '')).sort()
}

describe('the first load of a view asks for everything at once, in one round', () => {
  const views = {
    '/': ['admin_list_ai_jobs', 'admin_summarize_ai_jobs'],
    '/?view=attention': [
      ...['admin_list_attention', 'admin_reconcile', 'admin_list_late_results'],
      ...['admin_get_credit_cap', 'admin_list_cap_raises'],
    ],
    '/?view=cleaner': ['admin_list_cleanup_hours', 'admin_list_cleanup_runs', 'admin_advise_limits'],
    '/?view=charts': ['admin_chart_endings'],
    '/?view=records': ['admin_list_records', 'admin_list_record_admins', 'admin_verify_records'],
  }
  test.each(Object.entries(views))('%s', async (address, asked) => {
    window.history.replaceState(null, '', address)
    const server = new FakeSupabase()
    const never = () => new Promise<never>(() => {})
    for (const name of [...ALWAYS, ...asked]) server.onRpc(name, never)
    renderTab(server)
    await waitFor(() => expect(askedWithoutAnswer(server)).toEqual([...ALWAYS, ...asked].sort()))
  })
})

test('a tool that the address names is asked for before the tools are known', async () => {
  window.history.replaceState(null, '', '/?tool=video_upscaler_jobs')
  const server = new FakeSupabase()
  server.onTools(() => new Promise(() => {}))
  renderTab(server)
  await waitFor(() => expect(server.listCalls()).toMatchObject([{ tool: 'video_upscaler_jobs' }]))
})
