import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { navigate } from '@/components/admin/ai-jobs/address'
import { FIRST_PAGE } from '@/components/admin/ai-jobs/ai-job-filter'
import { isOfAnother } from '@/components/admin/ai-jobs/ai-job-queries'
import { NOT_ASKING } from '@/components/admin/ai-jobs/credit-cap/asked-credits'
import { forgetExports } from '@/components/admin/ai-jobs/csv/forget-exports'
import { dismissToasts } from '@/components/admin/ai-jobs/panel/toast'
import { NOBODY, type Presence, PresenceContext, UserIdContext } from '@/components/admin/ai-jobs/panel-session'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'

type Person = { userId: string; presence: Presence }

/** What in the address names a customer or their job, or is half asked for. */
const PERSONAL = { search: null, open: null, ...FIRST_PAGE, ...NOT_ASKING }

/**
 * Finds out who is signed in; `loading` stands there until then. With another person everything begins anew: nothing of
 * the one is there for the next.
 */
export function SignedIn({ loading, children }: { loading: ReactNode; children: ReactNode }) {
  const client = useSupabase()
  const queryClient = useQueryClient()
  const [person, setPerson] = useState<Person>()

  useEffect(() => {
    let latest: Person | undefined
    function leave() {
      if (latest) latest.presence.current = false
    }
    const { data } = client.auth.onAuthStateChange((_event, session) => {
      const userId = session?.user.id ?? NOBODY
      queryClient.removeQueries({ predicate: ({ queryKey }) => isOfAnother(queryKey, userId) })
      if (userId === latest?.userId) return
      leave()
      forgetExports()
      dismissToasts()
      // Whoever signs in first may have followed a link.
      const othersAddress = latest !== undefined && latest.userId !== NOBODY
      const next = { userId, presence: { current: true } }
      latest = next
      // In one go, or the panel of the one would read the changed address with the session of the next.
      flushSync(() => {
        setPerson(next)
        if (othersAddress) navigate(PERSONAL, { replace: true })
      })
    })
    return () => {
      leave()
      data.subscription.unsubscribe()
    }
  }, [client, queryClient])

  if (person === undefined) return loading
  return (
    <UserIdContext.Provider key={person.userId} value={person.userId}>
      <PresenceContext.Provider value={person.presence}>{children}</PresenceContext.Provider>
    </UserIdContext.Provider>
  )
}
