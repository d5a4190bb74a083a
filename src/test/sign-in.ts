import { act } from '@testing-library/react'
import { type FakeSupabase, sessionOf } from '@/test/fake-supabase'

export const FIRST_ADMIN = '00000000-0000-4000-8000-00000000000a'
export const NEXT_ADMIN = '00000000-0000-4000-8000-00000000000b'

/** Whoever was signed in before is so no longer. */
export function signInAs(server: FakeSupabase, userId: string) {
  server.onSignIn(() => ({ body: sessionOf(userId, 'admin@example.com') }))
  return act(() => server.client.auth.signInWithPassword({ email: 'admin@example.com', password: 'demo-password' }))
}
