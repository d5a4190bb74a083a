import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { isOfAnother } from '@/components/admin/ai-jobs/ai-job-queries'
import { forgetExports } from '@/components/admin/ai-jobs/csv/forget-exports'
import { NOBODY, UserIdContext } from '@/components/admin/ai-jobs/panel-session'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'

/**
 * Finds out who is signed in; `loading` stands there until then. With another person everything begins anew: nothing of
 * the one is there for the next.
 */
export function SignedIn({ loading, children }: { loading: ReactNode; children: ReactNode }) {
  const client = useSupabase()
  const queryClient = useQueryClient()
  const [userId, setUserId] = useState<string>()

  useEffect(() => {
    let latest: string | undefined
    const { data } = client.auth.onAuthStateChange((_event, session) => {
      const next = session?.user.id ?? NOBODY
      queryClient.removeQueries({ predicate: ({ queryKey }) => isOfAnother(queryKey, next) })
      if (next !== latest) forgetExports()
      latest = next
      setUserId(next)
    })
    return () => data.subscription.unsubscribe()
  }, [client, queryClient])

  if (userId === undefined) return loading
  return (
    <UserIdContext.Provider key={userId} value={userId}>
      {children}
    </UserIdContext.Provider>
  )
}
