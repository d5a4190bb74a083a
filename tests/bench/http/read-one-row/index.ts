import process from 'node:process'
import { createClient } from '@supabase/supabase-js'

const read = (name: string) => process.env[name] ?? ''
const url = read('SUPABASE_URL')
const { default: key } = JSON.parse(read('SUPABASE_PUBLISHABLE_KEYS'))
const withoutSession = { auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false } }
const verifier = createClient(url, key, withoutSession)

/** The least that a function for signed-in callers can do: verify the token and read one row. Asked to, it leaves off before either. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { table, jobId } = await request.json()
    const asked = new URL(request.url).searchParams
    if (asked.has('nothing')) return Response.json({ table, jobId })
    const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? ''
    const { data } = await verifier.auth.getClaims(token)
    if (!data?.claims.sub) return Response.json({}, { status: 401 })
    if (asked.has('verify')) return Response.json({ table, jobId })
    const caller = createClient(url, key, {
      ...withoutSession,
      global: { headers: { Authorization: `Bearer ${token}` } },
    })
    const answer = await caller.from('user_roles').select('role').eq('user_id', data.claims.sub)
    return Response.json(answer.data, { status: answer.status })
  },
}
