import { expect, test } from 'vitest'
import { ownOfNodes } from './plan.ts'

const node = (type: string, ms: number, blocks: number, more: object = {}) => ({
  ...{ 'Node Type': type, 'Actual Total Time': ms, 'Actual Rows': 2, 'Actual Loops': 1 },
  ...{ 'Shared Hit Blocks': blocks, 'Shared Read Blocks': 0, 'WAL Bytes': 0 },
  ...more,
})

test('a node is told without those below it, each as often as it ran', () => {
  const scan = node('Index Scan', 0.5, 30, { 'Index Name': 'jobs_pkey', 'Relation Name': 'jobs', 'Actual Loops': 10 })
  expect(ownOfNodes(node('Nested Loop', 8, 34, { Plans: [scan] }))).toEqual([
    ['Nested Loop', { ms: 3, rows: 2, blocks: 4 }],
    ['Index Scan using jobs_pkey on jobs', { ms: 5, rows: 20, blocks: 30 }],
  ])
})

test('a CTE is below who reads it first, not where it is written', () => {
  const update = node('ModifyTable', 5, 50, {
    'Subplan Name': 'CTE paid',
    Operation: 'Update',
    'Relation Name': 'credits',
  })
  const reader = node('CTE Scan', 6, 50, { 'CTE Name': 'paid' })
  expect(ownOfNodes(node('Aggregate', 7, 51, { Plans: [update, reader, reader] }))).toEqual([
    ['Aggregate', { ms: 0, rows: 2, blocks: 0 }],
    ['CTE paid: Update on credits', { ms: 5, rows: 2, blocks: 50 }],
    ['CTE Scan on paid', { ms: 1, rows: 2, blocks: 0 }],
    ['CTE Scan on paid', { ms: 6, rows: 2, blocks: 50 }],
  ])
})
