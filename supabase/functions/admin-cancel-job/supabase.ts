import { createClient, isAuthRetryableFetchError } from '@supabase/supabase-js'
import type { Database } from './database.types.ts'
import type { Dependencies } from './handler.ts'

/** The handler's dependencies on a Supabase project. Holds the publishable key only: the caller's token does the rest. */
export function supabaseDependencies(url: string, publishableKey: string): Dependencies {
  const withoutSession = { auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false } }
  const verifier = createClient<Database>(url, publishableKey, withoutSession)

  return {
    async isSignedIn(token) {
      // It throws at what only looks like a token; a server that cannot be asked comes back as an error.
      const { data, error } = await verifier.auth.getClaims(token).catch(() => ({ data: null, error: null }))
      if (isAuthRetryableFetchError(error)) throw error
      // The anon key of older projects is a well-signed token too, but nobody's.
      return Boolean(data?.claims.sub)
    },
    async cancelJob(token, { table, jobId, reason }, requestId) {
      const caller = createClient<Database>(url, publishableKey, {
        ...withoutSession,
        // A header of its own: gateways put their numbers in the place of an x-request-id.
        global: { headers: { Authorization: `Bearer ${token}`, 'estorno-request-id': requestId } },
      })
      return await caller.rpc('admin_cancel_ai_job', { job_table: table, job_id: jobId, reason: reason ?? undefined })
    },
    log: ({ error, ...entry }) => console.error(JSON.stringify({ ...entry, error: describe(error) })),
  }
}

function describe(error: unknown): unknown {
  return error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : error
}
