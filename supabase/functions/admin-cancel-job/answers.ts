import { jsonAnswer } from './http.ts'

export type ErrorCode =
  | 'invalid_request'
  | 'unauthenticated'
  | 'not_admin'
  | 'job_not_found'
  | 'method_not_allowed'
  | 'job_already_over'
  | 'payload_too_large'
  | 'rate_limited'
  | 'refund_failed'
  | 'internal_error'

const errors = {
  invalid_request: { status: 400, message: 'Pedido inválido.' },
  unauthenticated: { status: 401, message: 'Entre na sua conta para continuar.' },
  not_admin: { status: 403, message: 'Somente administradores podem cancelar trabalhos.' },
  job_not_found: { status: 404, message: 'Trabalho não encontrado.' },
  method_not_allowed: { status: 405, message: 'Use o método POST.' },
  job_already_over: { status: 409, message: 'Este trabalho já terminou.' },
  payload_too_large: { status: 413, message: 'O pedido passa de 10 kB.' },
  rate_limited: { status: 429, message: 'Muitos pedidos. Aguarde um pouco e tente novamente.' },
  refund_failed: { status: 500, message: 'O estorno falhou e o trabalho continua como estava.' },
  internal_error: { status: 500, message: 'Erro interno. Tente novamente em instantes.' },
} satisfies Record<ErrorCode, { status: number; message: string }>

interface ErrorDetails {
  /** Takes the place of the code's own text. People read it: no SQL, no names. */
  message?: string
  /** The job's status, for job_already_over. */
  status?: string
  retryAfterSeconds?: number
  /** The caller's credits of the day, for a rate_limited that is about them. */
  capCredits?: number
  usedCredits?: number
  askedCredits?: number
}

export function errorAnswer(
  code: ErrorCode,
  details: ErrorDetails = {},
  headers: Record<string, string> = {},
): Response {
  const { status, message } = errors[code]
  return jsonAnswer(status, { success: false, code, message, ...details }, headers)
}
