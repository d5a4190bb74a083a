import { z } from 'zod'
import { periodBounds, UUID } from '@/components/admin/ai-jobs/ai-job-filter'
import { RECORD_KINDS, type RecordKind } from '@/components/admin/ai-jobs/records/record'

export const RECORD_PERIODS = ['today', 'yesterday', '7d', '30d', '90d', 'all'] as const

/** Stands for the clock where an admin's id could stand. */
export const AUTOMATIC = 'auto'

const recordFilter = z.object({
  /** Id of the admin who did it, or `AUTOMATIC`. */
  actor: z.string().refine(isActor).nullable().catch(null),
  kind: z.enum(RECORD_KINDS).nullable().catch(null),
  /** Name of the job table. */
  tool: z.string().min(1).nullable().catch(null),
  period: z.enum(RECORD_PERIODS).catch('30d'),
})
export type RecordFilter = z.infer<typeof recordFilter>

export const DEFAULT_RECORD_FILTER: RecordFilter = recordFilter.parse({})

function isActor(text: string) {
  return text === AUTOMATIC || UUID.test(text)
}

/** Reads the filter from an address; what it cannot read falls back to the default. */
export function readRecordFilter(search: string): RecordFilter {
  const params = new URLSearchParams(search)
  return recordFilter.parse({
    actor: params.get('ractor'),
    kind: params.get('kind'),
    tool: params.get('rtool'),
    period: params.get('rperiod') ?? undefined,
  })
}

/** The filter as parameters of an address; null where the default needs none. */
export function recordParameters({ actor, kind, tool, period }: RecordFilter) {
  return {
    ractor: actor,
    kind,
    rtool: tool,
    rperiod: period === DEFAULT_RECORD_FILTER.period ? null : period,
  }
}

export function isDefaultRecordFilter(filter: RecordFilter) {
  return Object.values(recordParameters(filter)).every((value) => value === null)
}

export function toRecordArguments({ actor, kind, tool, period }: RecordFilter, now = new Date()) {
  const automatic = actor === AUTOMATIC
  return {
    tool: tool ?? undefined,
    kinds: automatic ? automaticKinds(kind) : kind ? [kind] : undefined,
    actor_id: automatic ? undefined : (actor ?? undefined),
    ...periodBounds({ period, firstDay: null, lastDay: null }, now),
  }
}

/** All that the clock does is to end jobs by timeout. */
function automaticKinds(kind: RecordKind | null): RecordKind[] {
  return kind === null || kind === 'timeout' ? ['timeout'] : []
}
