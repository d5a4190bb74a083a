import {
  notifyManager,
  type QueryCache,
  type QueryKey,
  useIsFetching,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'

/** The time of the oldest answer of an area that is on the page and asked for on a clock; 0 before the first one is. */
function oldestAnswer(cache: QueryCache, area: QueryKey) {
  const shown = cache.findAll({ queryKey: area, type: 'active' })
  const onClock = shown.filter(({ meta }) => meta?.offTheClock !== true)
  const answered = onClock.map(({ state }) => state.dataUpdatedAt).filter((time) => time > 0)
  return answered.length > 0 ? Math.min(...answered) : 0
}

/** Whether something that is on the page could not be had anew. */
function anyStale(cache: QueryCache, area: QueryKey) {
  const shown = cache.findAll({ queryKey: area, type: 'active' })
  return shown.some(({ state }) => state.status === 'error' && state.data !== undefined)
}

/** How old the answers of a view are, all of which have keys below `area`, and how to ask for them anew. */
export function useViewRefresh(area: QueryKey) {
  const queryClient = useQueryClient()
  const cache = queryClient.getQueryCache()
  const subscribe = useCallback((tell: () => void) => cache.subscribe(notifyManager.batchCalls(tell)), [cache])
  const updatedAt = useSyncExternalStore(subscribe, () => oldestAnswer(cache, area))
  const stale = useSyncExternalStore(subscribe, () => anyStale(cache, area))
  const refreshing = useIsFetching({ queryKey: area, type: 'active' }) > 0
  const refresh = useMutation({
    // It only asks the queries, and what to do without a line is theirs to know.
    networkMode: 'always',
    mutationFn: async () => {
      const asked = { queryKey: area, type: 'active' } as const
      await queryClient.refetchQueries(asked)
      return cache.findAll(asked).every((query) => query.state.status === 'success') ? Date.now() : null
    },
  })

  return { updatedAt, stale, refreshing, refreshedAt: refresh.data ?? null, refresh: () => refresh.mutate() }
}
