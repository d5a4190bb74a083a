import { z } from 'zod'

const lateResult = z.object({
  table_name: z.string(),
  tool_label: z.string().nullable(),
  job_id: z.string(),
  customer_name: z.string().nullable(),
  customer_email: z.string().nullable(),
  status: z.string().nullable(),
  output_url: z.string().nullable(),
  error_message: z.string().nullable(),
  received_at: z.string(),
})
export type LateResult = z.infer<typeof lateResult>
export const parseLateResults = (rows: unknown): LateResult[] => z.array(lateResult).parse(rows)
