import type { Session } from '@supabase/supabase-js'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { forgetExports } from '@/components/admin/ai-jobs/csv/forget-exports'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'

/** The signed-in session: null when nobody is, undefined while that is being found out. */
export function useSession() {
  const client = useSupabase()
  const queryClient = useQueryClient()
  const [session, setSession] = useState<Session | null>()

  useEffect(() => {
    let userId: string | undefined
    const { data } = client.auth.onAuthStateChange((_event, next) => {
      // One person's data must never be there for the next one; another tab may sign out as well, or somebody else in.
      if (userId !== next?.user.id) queryClient.clear()
      // Whoever opens the page without signing in never comes to the panel, which does this as well.
      if (!next) forgetExports()
      userId = next?.user.id
      setSession(next)
    })
    return () => data.subscription.unsubscribe()
  }, [client, queryClient])

  return session
}
