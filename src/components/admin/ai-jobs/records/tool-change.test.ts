import { expect, test } from 'vitest'
import { changesOf } from '@/components/admin/ai-jobs/records/tool-change'

test('a limit', () => {
  expect(changesOf({ before: { run_limit_minutes: 10 }, after: { run_limit_minutes: 12 } })).toEqual([
    { kind: 'limit', phase: 'running', from: 10, to: 12 },
  ])
})

test('two limits at once', () => {
  const before = { queue_limit_minutes: 10, run_limit_minutes: 10 }
  const after = { queue_limit_minutes: 5, run_limit_minutes: 20 }
  expect(changesOf({ before, after })).toEqual([
    { kind: 'limit', phase: 'waiting', from: 10, to: 5 },
    { kind: 'limit', phase: 'running', from: 10, to: 20 },
  ])
})

test('the cleanup, off and on', () => {
  expect(changesOf({ before: { enabled: true }, after: { enabled: false } })).toEqual([{ kind: 'enabled', on: false }])
  expect(changesOf({ before: { enabled: false }, after: { enabled: true } })).toEqual([{ kind: 'enabled', on: true }])
})

test('only the status words that came or went', () => {
  const before = { waiting_statuses: ['pending', 'old'] }
  const after = { waiting_statuses: ['pending', 'paused'] }
  expect(changesOf({ before, after })).toEqual([
    { kind: 'status', status: 'old', meaning: 'waiting', added: false },
    { kind: 'status', status: 'paused', meaning: 'waiting', added: true },
  ])
})

test('a status word for what is delivered is said once, though it is one for what is over as well', () => {
  const before = { over_statuses: ['failed'], delivered_statuses: ['completed'] }
  const after = { over_statuses: ['failed', 'ready'], delivered_statuses: ['completed', 'ready'] }
  expect(changesOf({ before, after })).toEqual([{ kind: 'status', status: 'ready', meaning: 'delivered', added: true }])
})

test('a tool that came, and one that went', () => {
  expect(changesOf({ before: null, after: { enabled: true } })).toEqual([{ kind: 'registered' }])
  expect(changesOf({ before: { enabled: true }, after: null })).toEqual([{ kind: 'removed' }])
})

test('a column that only a developer changes is named as it is', () => {
  const before = { label: 'Upscaler', waiting_is_charged: true }
  const after = { label: 'Upscaler de imagem', waiting_is_charged: false }
  expect(changesOf({ before, after })).toEqual([
    { kind: 'other', column: 'label', from: 'Upscaler', to: 'Upscaler de imagem' },
    { kind: 'other', column: 'waiting_is_charged', from: 'true', to: 'false' },
  ])
})
