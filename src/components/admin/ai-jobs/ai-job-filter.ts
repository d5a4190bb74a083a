import { z } from 'zod'
import { type AiJob, JOB_STATUSES, REFUND_STATES } from '@/components/admin/ai-jobs/ai-job'
import { dayOf, isDay, startOfDay } from '@/components/admin/ai-jobs/days'

export const PERIODS = ['today', 'yesterday', '7d', '30d', '90d', 'all', 'custom'] as const
export type Period = (typeof PERIODS)[number]

export const MAX_SEARCH_LENGTH = 200

const DAYS_BACK = { today: 0, yesterday: 1, '7d': 6, '30d': 29, '90d': 89 } satisfies Record<
  Exclude<Period, 'all' | 'custom'>,
  number
>

const day = z.string().refine(isDay).nullable().catch(null)

const aiJobFilter = z.object({
  /** Name of the job table. */
  tool: z.string().min(1).nullable().catch(null),
  status: z.enum(JOB_STATUSES).nullable().catch(null),
  period: z.enum(PERIODS).catch('30d'),
  /** First and last day of the period `custom`; null where it is open. */
  firstDay: day,
  lastDay: day,
  /** Part of a customer's name or e-mail, or a whole id: the job's or the provider's. */
  search: z.string().max(MAX_SEARCH_LENGTH).catch(''),
  refund: z.enum(REFUND_STATES).nullable().catch(null),
  stuckOnly: z.boolean().catch(false),
})
export type AiJobFilter = z.infer<typeof aiJobFilter>

/** Stands for the creation time of a job that has none: such jobs come before all others. */
export const NO_CREATION_TIME = 'infinity'

// Infinite ones, and years of more than four digits or before Christ: as Postgres writes them, and only Postgres reads them.
const TIME_OUT_OF_CALENDAR = /^-?infinity$|^\d{5,6}-\d\d-\d\dT[\d:.+-]+$|^\d{4}-\d\d-\d\dT[\d:.+-]+ BC$/

function isCursorTime(text: string) {
  return TIME_OUT_OF_CALENDAR.test(text) || !Number.isNaN(Date.parse(text))
}

// Any uuid, of whatever version; written out, since zod's own word for it changed from one major version to the next.
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

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
  return Object.values(viewParameters({ filter, cursor: null })).every((value) => value === null)
}

/** Whether the period counts for nothing: what is stuck is shown whatever its date, and so is the job of a whole id. */
export function isOfAnyDate({ stuckOnly, search }: AiJobFilter) {
  return stuckOnly || UUID.test(search.trim())
}

/** Whether what was searched for is the provider's id of all jobs that were found: then the period counted for nothing, too. */
export function foundByProviderId(jobs: readonly Pick<AiJob, 'task_id'>[], { search }: AiJobFilter) {
  return jobs.length > 0 && jobs.every((job) => job.task_id === search.trim())
}

/** How many of the filters that are chosen from lists are not as they were at first. */
export function chosenFilters({ tool, status, refund, period }: AiJobFilter) {
  return [tool, status, refund, period !== DEFAULT_FILTER.period].filter(Boolean).length
}

/** Reads the view from an address; what it cannot read falls back to the default. */
export function readView(search: string): AiJobView {
  const params = new URLSearchParams(search)
  const cursor = pageCursor.safeParse({
    createdAt: params.get('from'),
    id: params.get('job'),
    backwards: params.get('direction') === 'back',
  })
  const filter = aiJobFilter.parse({
    tool: params.get('tool'),
    status: params.get('status'),
    period: params.get('period') ?? undefined,
    firstDay: params.get('first'),
    lastDay: params.get('last'),
    search: params.get('search') ?? undefined,
    refund: params.get('refund'),
    stuckOnly: params.get('stuck') === '1',
  })
  return { filter: withPossibleDays(filter), cursor: cursor.success ? cursor.data : null }
}

/** Whether a day comes after another one; an open end comes after none. */
export function endsBeforeItBegins(firstDay: string | null, lastDay: string | null) {
  return firstDay !== null && lastDay !== null && firstDay > lastDay
}

function withPossibleDays(filter: AiJobFilter): AiJobFilter {
  const possible = filter.period === 'custom' && !endsBeforeItBegins(filter.firstDay, filter.lastDay)
  return possible ? filter : { ...filter, firstDay: null, lastDay: null }
}

/** What to change in the address to come to the first page. */
export const FIRST_PAGE = { from: null, job: null, direction: null }

/** The view as parameters of an address; null where the default needs none. */
export function viewParameters({ filter, cursor }: AiJobView) {
  const custom = filter.period === 'custom'
  return {
    tool: filter.tool,
    status: filter.status,
    period: filter.period === DEFAULT_FILTER.period ? null : filter.period,
    first: custom ? filter.firstDay : null,
    last: custom ? filter.lastDay : null,
    search: filter.search || null,
    refund: filter.refund,
    stuck: filter.stuckOnly ? '1' : null,
    ...FIRST_PAGE,
    ...(cursor && { from: cursor.createdAt, job: cursor.id, direction: cursor.backwards ? 'back' : null }),
  }
}

type PeriodOfDays = Pick<AiJobFilter, 'period' | 'firstDay' | 'lastDay'>

/** The moments between which a period lies, the second one out; undefined where it is open. */
export function periodBounds({ period, firstDay, lastDay }: PeriodOfDays, now: Date) {
  if (period === 'all') return { since: undefined, until: undefined }
  if (period === 'custom') {
    // The last day belongs to the period, and `until` itself does not.
    return {
      since: firstDay ? startOfDay(firstDay) : undefined,
      until: lastDay ? startOfDay(lastDay, 1) : undefined,
    }
  }
  const today = dayOf(now)
  return {
    since: startOfDay(today, -DAYS_BACK[period]),
    until: period === 'yesterday' ? startOfDay(today) : undefined,
  }
}

/** The days that a filter's period spans, for a free period to begin with. */
export function daysOf(filter: AiJobFilter, now = new Date()) {
  const { since, until } = periodBounds(filter, now)
  const lastMoment = until ? new Date(Date.parse(until) - 1) : now
  return { firstDay: since ? dayOf(new Date(since)) : null, lastDay: since ? dayOf(lastMoment) : null }
}

/** The filter as the arguments that all functions about a filter share; days begin at midnight where the admin is. */
export function toFilterArguments(filter: AiJobFilter, now = new Date()) {
  return {
    tool: filter.tool ?? undefined,
    statuses: filter.status ? [filter.status] : undefined,
    ...periodBounds(filter, now),
    search: filter.search || undefined,
    stuck_only: filter.stuckOnly,
    refund: filter.refund ?? undefined,
  }
}
