import { z } from 'zod'

export const ENDINGS = ['timeout', 'cancel', 'close', 'repair'] as const
export type Ending = (typeof ENDINGS)[number]

const endingCount = z.object({
  day: z.string(),
  table_name: z.string(),
  tool_label: z.string(),
  ending: z.enum(ENDINGS),
  jobs: z.number(),
  credits: z.number(),
})
/** How many jobs of a tool ended in one way on one day, and what went back for them. */
export type EndingCount = z.infer<typeof endingCount>
export const parseEndingCounts = (rows: unknown): EndingCount[] => z.array(endingCount).parse(rows)
