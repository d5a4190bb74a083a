import {
  matchQuery,
  notifyManager,
  type Query,
  type QueryCache,
  type QueryKey,
  useIsFetching,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'

/** What is on the page of some areas, each of which is a key that others begin with. */
function shownIn(areas: QueryKey[]) {
  const predicate = (query: Query) => areas.some((area) => matchQuery({ queryKey: area }, query))
  return { type: 'active', predicate } as const
}

/** The time of the oldest answer of what is shown and asked for on a clock; 0 before the first one is. */
function oldestAnswer(cache: QueryCache, areas: QueryKey[]) {
  const shown = cache.findAll(shownIn(areas))
  const onClock = shown.filter(({ meta }) => meta?.offTheClock !== true)
  const answered = onClock.map(({ state }) => state.dataUpdatedAt).filter((time) => time > 0)
  return answered.length > 0 ? Math.min(...answered) : 0
}

/** Whether something that is on the page could not be had anew. */
function anyStale(cache: QueryCache, areas: QueryKey[]) {
  const shown = cache.findAll(shownIn(areas))
  return shown.some(({ state }) => state.status === 'error' && state.data !== undefined)
}

/** How old the answers of a view are, all of which have keys below those of its areas, and how to ask for them anew. */
export function useViewRefresh(areas: QueryKey[]) {
  const queryClient = useQueryClient()
  const cache = queryClient.getQueryCache()
  const subscribe = useCallback((tell: () => void) => cache.subscribe(notifyManager.batchCalls(tell)), [cache])
  const updatedAt = useSyncExternalStore(subscribe, () => oldestAnswer(cache, areas))
  const stale = useSyncExternalStore(subscribe, () => anyStale(cache, areas))
  const refreshing = useIsFetching(shownIn(areas)) > 0
  const refresh = useMutation({
    // It only asks the queries, and what to do without a line is theirs to know.
    networkMode: 'always',
    mutationFn: async () => {
      const asked = shownIn(areas)
      await queryClient.refetchQueries(asked)
      return cache.findAll(asked).every((query) => query.state.status === 'success') ? Date.now() : null
    },
  })

  return { updatedAt, stale, refreshing, refreshedAt: refresh.data ?? null, refresh: () => refresh.mutate() }
}
