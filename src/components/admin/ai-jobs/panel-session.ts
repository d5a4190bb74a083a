import { createContext, useContext } from 'react'
import { type Supabase, useSupabase } from '@/components/admin/ai-jobs/supabase-context'

/** Stands for the id of a user where nobody is signed in. */
export const NOBODY = 'nobody'

/** Who is signed in. */
export const UserIdContext = createContext(NOBODY)

/** Whether the panel of one person is still there: it goes when they do. */
export type Presence = { current: boolean }

export const PresenceContext = createContext<Readonly<Presence>>({ current: true })

/** Who asks, and through what: an answer is kept under the id of the one who got it. */
export type PanelSession = { client: Supabase; userId: string }

export function usePanelSession(): PanelSession {
  return { client: useSupabase(), userId: useContext(UserIdContext) }
}
