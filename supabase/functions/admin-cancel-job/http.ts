import { corsHeaders } from '@supabase/supabase-js/cors'

const answerHeaders = {
  ...corsHeaders,
  'Access-Control-Allow-Methods': 'POST, OPTIONS',
  'Access-Control-Expose-Headers': 'x-request-id, retry-after',
  'Cache-Control': 'no-store',
}

/** An answer a browser of any origin may read. CORS stands on every one: without it an error would reach no caller. */
export function jsonAnswer(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...answerHeaders, ...headers } })
}

export function preflightAnswer(headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 204, headers: { ...answerHeaders, ...headers } })
}

export function bearerToken(request: Request): string | undefined {
  return /^Bearer +([^\s]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
}
