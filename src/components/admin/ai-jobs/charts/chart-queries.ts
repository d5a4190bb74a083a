import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import {
  boundsOf,
  type ChartPeriod,
  type Span,
  spanOf,
  splitSpan,
} from '@/components/admin/ai-jobs/charts/chart-period'
import { type EndingCount, parseEndingCounts } from '@/components/admin/ai-jobs/charts/ending-count'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'

const LONGEST_PIECE = 30
/** Where the API cuts an answer off without a word. */
const MAX_ROWS = 1_000

export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

export const chartsKey = (session: PanelSession) => [...aiJobKeys.of(session), 'charts']

export function endingCountsQuery(session: PanelSession, period: ChartPeriod) {
  return queryOptions({
    queryKey: [...chartsKey(session), period],
    queryFn: async ({ signal }) => {
      const span = spanOf(period, new Date())
      return { span, counts: await fetchPieces(session.client, splitSpan(span, LONGEST_PIECE), signal) }
    },
    placeholderData: keepPreviousData,
    retry,
  })
}

async function fetchPieces(client: Supabase, pieces: Span[], signal: AbortSignal): Promise<EndingCount[]> {
  const answers = await Promise.all(pieces.map((piece) => fetchPiece(client, piece, signal)))
  return answers.flat()
}

async function fetchPiece(client: Supabase, piece: Span, signal: AbortSignal): Promise<EndingCount[]> {
  const { data } = await client
    .rpc('admin_chart_endings', { ...boundsOf(piece), time_zone: timeZone })
    .abortSignal(signal)
    .throwOnError()
  const counts = parseEndingCounts(data)
  if (counts.length < MAX_ROWS || piece.days === 1) return counts
  return fetchPieces(client, splitSpan(piece, Math.ceil(piece.days / 2)), signal)
}
