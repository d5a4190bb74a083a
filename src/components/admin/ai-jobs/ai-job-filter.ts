import { z } from 'zod'
import { JOB_STATUSES } from '@/components/admin/ai-jobs/ai-job'

export const PERIODS = ['today', 'yesterday', '7d', '30d', '90d', 'all'] as const
export type Period = (typeof PERIODS)[number]

export const MAX_CUSTOMER_LENGTH = 200

const DAYS_BACK = { today: 0, yesterday: 1, '7d': 6, '30d': 29, '90d': 89 } satisfies Record<
  Exclude<Period, 'all'>,
  number
>

const aiJobFilter = z.object({
  /** Name of the job table. */
  tool: z.string().min(1).nullable().catch(null),
  status: z.enum(JOB_STATUSES).nullable().catch(null),
  period: z.enum(PERIODS).catch('30d'),
  customer: z.string().max(MAX_CUSTOMER_LENGTH).catch(''),
  stuckOnly: z.boolean().catch(false),
})
export type AiJobFilter = z.infer<typeof aiJobFilter>

/** Stands for the creation time of a job that has none: such jobs come before all others. */
export const NO_CREATION_TIME = 'infinity'

function isCursorTime(text: string) {
  return text === NO_CREATION_TIME || !Number.isNaN(Date.parse(text))
}

// Any uuid, of whatever version; written out, since zod's own word for it changed from one major version to the next.
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const pageCursor = z.object({
  createdAt: z.string().refine(isCursorTime),
  id: z.string().regex(UUID),
  backwards: z.boolean(),
})
/** Where a page begins: after this job, or before it when `backwards`. */
export type PageCursor = z.infer<typeof pageCursor>

export type AiJobView = { filter: AiJobFilter; cursor: PageCursor | null }

export const DEFAULT_FILTER: AiJobFilter = aiJobFilter.parse({})

export function isDefaultFilter(filter: AiJobFilter) {
  return writeView({ filter, cursor: null }, '') === ''
}

/** Reads the view from an address; what it cannot read falls back to the default. */
export function readView(search: string): AiJobView {
  const params = new URLSearchParams(search)
  const cursor = pageCursor.safeParse({
    createdAt: params.get('from'),
    id: params.get('job'),
    backwards: params.get('direction') === 'back',
  })
  return {
    filter: aiJobFilter.parse({
      tool: params.get('tool'),
      status: params.get('status'),
      period: params.get('period') ?? undefined,
      customer: params.get('customer') ?? undefined,
      stuckOnly: params.get('stuck') === '1',
    }),
    cursor: cursor.success ? cursor.data : null,
  }
}

/** Writes the view into an address, beside parameters that are not its own. */
export function writeView({ filter, cursor }: AiJobView, search: string) {
  const params = new URLSearchParams(search)
  const values = {
    tool: filter.tool,
    status: filter.status,
    period: filter.period === DEFAULT_FILTER.period ? null : filter.period,
    customer: filter.customer || null,
    stuck: filter.stuckOnly ? '1' : null,
    from: cursor?.createdAt ?? null,
    job: cursor?.id ?? null,
    direction: cursor?.backwards ? 'back' : null,
  }
  for (const [name, value] of Object.entries(values)) {
    if (value === null) params.delete(name)
    else params.set(name, value)
  }
  return params.toString()
}

function startOfDay(now: Date, daysBack: number) {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBack).toISOString()
}

/** The filter as the arguments that list and summary share; days begin at midnight where the admin is. */
export function toFilterArguments(filter: AiJobFilter, now = new Date()) {
  return {
    tool: filter.tool ?? undefined,
    statuses: filter.status ? [filter.status] : undefined,
    since: filter.period === 'all' ? undefined : startOfDay(now, DAYS_BACK[filter.period]),
    until: filter.period === 'yesterday' ? startOfDay(now, 0) : undefined,
    customer: filter.customer || undefined,
    stuck_only: filter.stuckOnly,
  }
}
