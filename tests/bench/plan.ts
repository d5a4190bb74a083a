import { z } from 'zod'

/** A node of a plan, as `explain (analyze, buffers, wal, format json)` and `auto_explain` tell it. */
export const planNode = z.object({
  'Node Type': z.string(),
  'Subplan Name': z.string().optional(),
  'CTE Name': z.string().optional(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  Operation: z.string().optional(),
  'Actual Total Time': z.number().optional(),
  'Actual Rows': z.number().optional(),
  'Actual Loops': z.number().optional(),
  'Shared Hit Blocks': z.number(),
  'Shared Read Blocks': z.number(),
  'WAL Bytes': z.number(),
  get Plans() {
    return z.array(planNode).optional()
  },
})
export type PlanNode = z.infer<typeof planNode>

export type OwnOfNode = { ms: number; rows: number; blocks: number }

const CTE = /^CTE /

const childrenOf = ({ Plans = [] }: PlanNode) => Plans.filter((one) => !CTE.test(one['Subplan Name'] ?? ''))

const allBelow = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(allBelow)]

/** The names of the CTEs that are read below a node. */
export const readBelow = (node: PlanNode): string[] =>
  allBelow(node).flatMap(({ 'CTE Name': name }) => (name === undefined ? [] : [`CTE ${name}`]))

function nameOf(node: PlanNode): string {
  const parts = [
    node['Subplan Name'] ? `${node['Subplan Name']}: ` : '',
    node.Operation ?? node['Node Type'],
    node['Index Name'] ? ` using ${node['Index Name']}` : '',
    node['Relation Name'] || node['CTE Name'] ? ` on ${node['Relation Name'] ?? node['CTE Name']}` : '',
  ]
  return parts.join('')
}

const whole = (node: PlanNode): OwnOfNode => ({
  ms: (node['Actual Total Time'] ?? 0) * (node['Actual Loops'] ?? 1),
  rows: (node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 1),
  blocks: node['Shared Hit Blocks'] + node['Shared Read Blocks'],
})

/** What each node of a plan took without those below it; a CTE's are below who reads it first, not where it is written. */
export function ownOfNodes(plan: PlanNode): [string, OwnOfNode][] {
  const nodes = allBelow(plan)
  const unread = new Map(
    nodes.flatMap((node): [string, PlanNode][] => {
      const name = node['Subplan Name'] ?? ''
      return CTE.test(name) ? [[name, node]] : []
    }),
  )
  return nodes.map((node) => {
    const cte = `CTE ${node['CTE Name']}`
    const read = unread.get(cte)
    unread.delete(cte)
    const below = [...childrenOf(node), ...(read ? [read] : [])].map(whole)
    const { ms, rows, blocks } = whole(node)
    const without = (sum: number, of: 'ms' | 'blocks') =>
      Math.max(
        0,
        below.reduce((rest, one) => rest - one[of], sum),
      )
    return [nameOf(node), { ms: without(ms, 'ms'), rows, blocks: without(blocks, 'blocks') }]
  })
}
