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

/** Undefined when the text is not JSON or has another shape. */
export function parseCancelRequest(text: string): CancelRequest | undefined {
  try {
    return cancelRequest.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
