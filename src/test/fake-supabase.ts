import { createClient } from '@supabase/supabase-js'
import type { AiJobRow, AiJobSummary, AiTool } from '@/components/admin/ai-jobs/ai-job'
import type { Database } from '../../supabase/functions/_shared/database.types.ts'

type Answer = { status?: number; body: unknown }
type Handler = (body: unknown) => Answer | Promise<Answer>
type Call = { path: string; body: unknown; requestId: string | null }

const LIST = '/rest/v1/rpc/admin_list_ai_jobs'
const SUMMARY = '/rest/v1/rpc/admin_summarize_ai_jobs'
const TOOLS = '/rest/v1/rpc/admin_list_ai_tools'
const CANCEL = '/functions/v1/admin-cancel-job'
const SIGN_IN = '/auth/v1/token'

const settings = {
  enabled: true,
  queue_limit_seconds: 600,
  run_limit_seconds: 600,
  charge_proof: 'ledger' as const,
  usable: true,
}
export const tools: AiTool[] = [
  { table_name: 'upscaler_jobs', label: 'Upscaler de imagem', ...settings },
  { table_name: 'video_upscaler_jobs', label: 'Upscaler de vídeo', ...settings },
]

const emptySummary: AiJobSummary = {
  jobs: 0,
  in_progress: 0,
  stuck: 0,
  completed: 0,
  refunded_credits: 0,
  revenue_credits: 0,
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

/** A real client whose network is this object: tests set what the server answers and read what it was asked. */
export class FakeSupabase {
  readonly calls: Call[] = []
  readonly client = createClient<Database>('http://supabase.test', 'sb_publishable_test', {
    // A storage key of its own, or the clients of two tests would listen to each other.
    auth: { persistSession: false, autoRefreshToken: false, storageKey: crypto.randomUUID() },
    global: { fetch: (input, init) => this.answer(new Request(input, init)) },
  })
  private readonly handlers = new Map<string, Handler>()

  constructor(jobs: AiJobRow[] = [], summary: Partial<AiJobSummary> = {}) {
    this.handlers.set(TOOLS, () => ({ body: tools }))
    this.onList(jobs)
    this.handlers.set(SUMMARY, () => ({ body: [{ ...emptySummary, jobs: jobs.length, ...summary }] }))
  }

  /** Answers a function of the database: with a handler, or always with the same rows. */
  onRpc = (name: string, answer: Handler | object[]) =>
    this.handlers.set(`/rest/v1/rpc/${name}`, typeof answer === 'function' ? answer : () => ({ body: answer }))
  onTools = (handler: Handler) => this.handlers.set(TOOLS, handler)
  onCancel = (handler: Handler) => this.handlers.set(CANCEL, handler)
  onSignIn = (handler: Handler) => this.handlers.set(SIGN_IN, handler)
  onList = (jobs: AiJobRow[] | Handler) =>
    this.handlers.set(LIST, typeof jobs === 'function' ? jobs : () => ({ body: jobs }))

  rpcCalls = (name: string) => this.bodiesOf(`/rest/v1/rpc/${name}`)
  listCalls = () => this.bodiesOf(LIST)
  summaryCalls = () => this.bodiesOf(SUMMARY)
  cancelCalls = () => this.bodiesOf(CANCEL)

  private bodiesOf(path: string) {
    return this.calls.filter((call) => call.path === path).map((call) => call.body)
  }

  private async answer(request: Request) {
    const path = new URL(request.url).pathname
    const text = await request.text()
    const body: unknown = text === '' ? null : JSON.parse(text)
    this.calls.push({ path, body, requestId: request.headers.get('estorno-request-id') })
    const handler = this.handlers.get(path)
    if (!handler) throw new TypeError(`nothing answers ${path}`)
    const answer = await Promise.race([handler(body), aborted(request.signal)])
    return Response.json(answer.body, { status: answer.status ?? 200 })
  }
}

export const databaseError = (code: string, status = 400): Answer => ({
  status,
  body: { code, message: 'a text of the database', details: null, hint: null },
})

/** What a function of the product's says when it refuses, in words that are shown to people. */
export const databaseRefusal = (
  code: string,
  message: string,
  details: string | null = null,
  hint: string | null = null,
): Answer => ({
  status: code === 'PT500' ? 500 : 400,
  body: { code, message, details, hint },
})

export const refusal = (code: string, status: number, details: object = {}): Answer => ({
  status,
  body: { success: false, code, message: 'a text of the function', ...details },
})

export const cancelled = (refundedCredits: number, replayed = false): Answer => ({
  body: {
    success: true,
    table: 'upscaler_jobs',
    jobId: '00000000-0000-4000-8000-000000000001',
    status: 'cancelled',
    refundedCredits,
    newBalance: 100 + refundedCredits,
    replayed,
  },
})

/** What the auth server says to a right password. */
export const sessionOf = (id: string, email: string) => ({
  access_token: 'header.payload.signature',
  token_type: 'bearer',
  expires_in: 3600,
  refresh_token: 'refresh',
  user: { id, email, aud: 'authenticated' },
})
