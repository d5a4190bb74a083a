import { afterEach, expect, test, vi } from 'vitest'
import { withRequestId } from '@/components/admin/ai-jobs/panel/with-request-id'
import { FakeSupabase } from '@/test/fake-supabase'

afterEach(() => {
  vi.unstubAllGlobals()
})

async function numbersOfTwoCalls() {
  const server = new FakeSupabase()
  server.onRpc('admin_run_cleanup', [])
  await withRequestId(server.client.rpc('admin_run_cleanup')).throwOnError()
  await withRequestId(server.client.rpc('admin_run_cleanup')).throwOnError()
  return server.calls.map(({ requestId }) => requestId)
}

test('each call has a number of its own', async () => {
  const [first, second] = await numbersOfTwoCalls()
  expect(first).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(second).not.toBe(first)
})

test('goes without where the browser makes none', async () => {
  const call = { setHeader: vi.fn() }
  vi.stubGlobal('crypto', {})
  expect(withRequestId(call)).toBe(call)
  expect(call.setHeader).not.toHaveBeenCalled()
})
