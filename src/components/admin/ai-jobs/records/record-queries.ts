import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'
import { type ActRecord, parseRecordAdmins, parseRecords } from '@/components/admin/ai-jobs/records/record'
import { AUTOMATIC, type RecordFilter, toRecordArguments } from '@/components/admin/ai-jobs/records/record-filter'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'
import { OFF_THE_CLOCK } from '@/components/admin/ai-jobs/use-live-refresh'

const PAGE_SIZE = 50

export const recordKeys = {
  all: (session: PanelSession) => [...aiJobKeys.of(session), 'records'] as const,
  list: (session: PanelSession, filter: RecordFilter) => [...recordKeys.all(session), 'list', filter] as const,
  admins: (session: PanelSession) => [...recordKeys.all(session), 'admins'] as const,
}

/** Where a page begins: after this record; the first one has none before it. */
type RecordCursor = { cursor_at?: string; cursor_key?: string }
type RecordPage = { records: ActRecord[]; older: RecordCursor | null }

const NEWEST: RecordCursor = {}

/** What was done, newest first, page after page. */
export function recordsQuery(session: PanelSession, filter: RecordFilter) {
  return infiniteQueryOptions({
    queryKey: recordKeys.list(session, filter),
    queryFn: ({ pageParam, signal }) => fetchPage(session.client, filter, pageParam, signal),
    initialPageParam: NEWEST,
    getNextPageParam: (page) => page.older,
    select: ({ pages }) => pages.flatMap((page) => page.records),
    placeholderData: keepPreviousData,
    retry,
  })
}

export function recordAdminsQuery(session: PanelSession) {
  return queryOptions({
    queryKey: recordKeys.admins(session),
    queryFn: async ({ signal }) => {
      const { data } = await session.client.rpc('admin_list_record_admins').abortSignal(signal).throwOnError()
      return parseRecordAdmins(data)
    },
    meta: OFF_THE_CLOCK,
    retry,
  })
}

async function fetchPage(
  client: Supabase,
  filter: RecordFilter,
  cursor: RecordCursor,
  signal: AbortSignal,
): Promise<RecordPage> {
  // One row more than a page tells whether another page follows.
  const { data } = await client
    .rpc('admin_list_records', { ...toRecordArguments(filter), ...cursor, page_size: PAGE_SIZE + 1 })
    .abortSignal(signal)
    .throwOnError()
  const rows = parseRecords(data)
  const page = rows.slice(0, PAGE_SIZE)
  const last = page[page.length - 1]
  const older = rows.length > PAGE_SIZE && last ? { cursor_at: last.at, cursor_key: last.key } : null
  // An admin who runs the cleanup by hand ends jobs by timeout as well, and the database cannot leave those out.
  const records = filter.actor === AUTOMATIC ? page.filter((record) => record.actor_id === null) : page
  return records.length === 0 && older ? fetchPage(client, filter, older, signal) : { records, older }
}
