import { notifyManager, type QueryCache, type QueryKey, useIsFetching, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState, useSyncExternalStore } from 'react'

/** The time of the oldest answer of an area that is on the page; 0 before the first one is. */
function oldestAnswer(cache: QueryCache, area: QueryKey) {
  const times = cache.findAll({ queryKey: area, type: 'active' }).map((query) => query.state.dataUpdatedAt)
  const answered = times.filter((time) => time > 0)
  return answered.length > 0 ? Math.min(...answered) : 0
}

/** How old the answers of a view are, all of which have keys below `area`, and how to ask for them anew. */
export function useViewRefresh(area: QueryKey) {
  const queryClient = useQueryClient()
  const cache = queryClient.getQueryCache()
  const subscribe = useCallback((tell: () => void) => cache.subscribe(notifyManager.batchCalls(tell)), [cache])
  const updatedAt = useSyncExternalStore(subscribe, () => oldestAnswer(cache, area))
  const refreshing = useIsFetching({ queryKey: area, type: 'active' }) > 0
  const [refreshedAt, setRefreshedAt] = useState<number | null>(null)

  async function refresh() {
    const asked = { queryKey: area, type: 'active' } as const
    await queryClient.refetchQueries(asked)
    if (cache.findAll(asked).every((query) => query.state.status === 'success')) setRefreshedAt(Date.now())
  }

  return { updatedAt, refreshing, refreshedAt, refresh }
}
