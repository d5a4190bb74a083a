import * as z from 'zod'

const reason = z
  .string()
  .refine((text) => [...text].length <= 500)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text))

/** The shape alone: which tables hold jobs is for the database to say. Any uuid is fine, of whatever version. */
const cancelRequest = z.strictObject({
  table: z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/),
  jobId: z.guid(),
  reason: reason.nullish(),
})

export type CancelRequest = z.infer<typeof cancelRequest>

type Parsed = { job: CancelRequest } | { problem: string }

/** The job to cancel, or in Portuguese what is wrong with the text. */
export function parseCancelRequest(text: string): Parsed {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return { problem: 'O corpo do pedido não é JSON.' }
  }
  const { data, error } = cancelRequest.safeParse(body)
  if (data) return { job: data }
  const fields = new Set(error.issues.flatMap(({ path: [field] }) => (field === undefined ? [] : [String(field)])))
  return {
    problem: fields.size
      ? `Campo ausente ou inválido: ${[...fields].join(', ')}.`
      : 'O pedido deve ter só os campos table, jobId e reason.',
  }
}
