import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { readOrMakeSecrets } from '../../dev/data-folder.ts'
import { demoPassword } from '../../dev/demo-data.ts'
import { localPublishableKey } from '../../dev/stack.ts'
import type { Database } from '../../supabase/functions/_shared/database.types.ts'

type Api = SupabaseClient<Database>

const connect = (origin: string, key: string): Api =>
  createClient<Database>(origin, key, { auth: { persistSession: false, autoRefreshToken: false } })

/** The customer's balance as the customer may read it, with their own token. */
export async function readBalance(origin: string): Promise<number> {
  const api = connect(origin, localPublishableKey())
  const { error } = await api.auth.signInWithPassword({ email: 'cliente@example.com', password: demoPassword })
  if (error) throw error
  const { data } = await api.from('upscaler_credits').select('balance').single().throwOnError()
  return data.balance
}

export type ServiceApi = Api

/** The API with the project's secret key, as a provider's webhook has it. */
export const connectAsService = (origin: string, dataFolder: string): ServiceApi =>
  connect(origin, readOrMakeSecrets(dataFolder).secretKey)

/** What the customer has, and what their ledger adds up to. */
export async function readBooks(api: ServiceApi, email: string): Promise<{ balance: number; ledger: number }> {
  const { data: customer } = await api.from('profiles').select('id').eq('email', email).single().throwOnError()
  const [credits, lines] = await Promise.all([
    api.from('upscaler_credits').select('balance').eq('user_id', customer.id).single().throwOnError(),
    api.from('upscaler_credit_transactions').select('amount').eq('user_id', customer.id).throwOnError(),
  ])
  return { balance: credits.data.balance, ledger: lines.data.reduce((sum, { amount }) => sum + amount, 0) }
}

/** A job of the customer's that the provider has forgotten for longer than the limit. */
export async function startJobPastItsLimit(origin: string, dataFolder: string, cost: number): Promise<void> {
  const api = connectAsService(origin, dataFolder)
  const { data: customer } = await api
    .from('profiles')
    .select('id')
    .eq('email', 'cliente@example.com')
    .single()
    .throwOnError()
  const job = { _table: 'upscaler_jobs', _user_id: customer.id, _cost: cost, _status: 'running' }
  const { data: jobId } = await api.rpc('start_ai_job', job).throwOnError()
  const elevenMinutesAgo = new Date(Date.now() - 11 * 60_000).toISOString()
  const backdated = { created_at: elevenMinutesAgo, started_at: elevenMinutesAgo }
  await api.from('upscaler_jobs').update(backdated).eq('id', jobId).throwOnError()
}
