import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'

export const MAX_RAISE = 1_000_000

// Both null where there is no cap.
const creditCap = z.object({ cap_credits: z.number().nullable(), used_credits: z.number().nullable() })

const capRaise = z.object({
  id: z.number(),
  admin_id: z.string(),
  // Null once the person is gone.
  admin_name: z.string().nullable(),
  admin_email: z.string().nullable(),
  credits: z.number(),
  reason: z.string(),
  requested_at: z.string(),
  status: z.enum(['pending', 'confirmed', 'expired']),
  cap_credits: z.number().nullable(),
  used_credits: z.number().nullable(),
})
export type CapRaise = z.infer<typeof capRaise>

/** Below the key of the attention view, where they are shown. */
const capKey = (session: PanelSession) => [...aiJobKeys.of(session), 'attention', 'credit-cap']

/** What the admin may give back today, and has given back. */
export function creditCapQuery(session: PanelSession) {
  return queryOptions({
    queryKey: [...capKey(session), 'own'],
    queryFn: async ({ signal }) => {
      const { data } = await session.client.rpc('admin_get_credit_cap').abortSignal(signal).throwOnError()
      return z.tuple([creditCap]).parse(data)[0]
    },
    retry,
  })
}

/** What admins ask for beyond their cap, of today and not confirmed yet. */
export function pendingCapRaisesQuery(session: PanelSession) {
  return queryOptions({
    queryKey: [...capKey(session), 'pending'],
    queryFn: async ({ signal }) => {
      const { data } = await session.client.rpc('admin_list_cap_raises').abortSignal(signal).throwOnError()
      return z
        .array(capRaise)
        .parse(data)
        .filter(({ status }) => status === 'pending')
    },
    retry,
  })
}

export const nameOf = ({ admin_name, admin_email }: CapRaise) => admin_name ?? admin_email
