import { expect, test } from 'vitest'
import { changedAddress } from '@/components/admin/ai-jobs/address'

test.each([
  ['?open=upscaler_jobs%2F1', '/'],
  ['?open=upscaler_jobs%2F1&keep=this', '/?keep=this'],
])('%s without its job is %s', (search, address) => {
  expect(changedAddress(search, { open: null })).toBe(address)
})
