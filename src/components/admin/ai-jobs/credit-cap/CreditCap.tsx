import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { navigate } from '@/components/admin/ai-jobs/address'
import { Ago } from '@/components/admin/ai-jobs/attention/Ago'
import { askForCreditsChange } from '@/components/admin/ai-jobs/credit-cap/asked-credits'
import { ConfirmCapRaiseDialog } from '@/components/admin/ai-jobs/credit-cap/ConfirmCapRaiseDialog'
import {
  type CapRaise,
  creditCapQuery,
  nameOf,
  pendingCapRaisesQuery,
} from '@/components/admin/ai-jobs/credit-cap/credit-cap'
import { QuerySection } from '@/components/admin/ai-jobs/panel/QuerySection'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'

/** What the admin may still give back today, and what others ask for; nothing where the project has no cap. */
export function CreditCap() {
  const session = usePanelSession()
  const { options } = useLiveRefresh()
  const cap = useQuery({ ...creditCapQuery(session), ...options })
  const raises = useQuery({ ...pendingCapRaisesQuery(session), ...options })
  const [confirming, setConfirming] = useState<CapRaise | null>(null)
  const section = useRef<HTMLElement>(null)
  const { cap_credits, used_credits } = cap.data ?? {}
  if (cap_credits == null || used_credits == null) return null

  return (
    <QuerySection
      title={texts.cap.section}
      detail={texts.cap.today(used_credits, cap_credits)}
      query={raises}
      place={section}
      actions={
        <Button variant="outline" size="sm" onClick={() => navigate(askForCreditsChange(0))}>
          {texts.cap.request}
        </Button>
      }
    >
      {(pending) => (
        <>
          {pending.length > 0 && (
            <Card>
              <ul className="divide-y">
                {pending.map((raise) => (
                  <li
                    key={raise.id}
                    className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 p-4 text-sm"
                  >
                    <div className="min-w-0">
                      <p>{texts.cap.asks(nameOf(raise) ?? texts.records.goneAdmin, raise.credits)}</p>
                      <p className="break-words text-muted-foreground text-xs">
                        {raise.reason} · <Ago timestamp={raise.requested_at} />
                      </p>
                    </div>
                    {raise.admin_id === session.userId ? (
                      <p className="text-muted-foreground text-xs">{texts.cap.waits}</p>
                    ) : (
                      <Button variant="outline" onClick={() => setConfirming(raise)}>
                        {texts.cap.confirm}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            </Card>
          )}
          {confirming && (
            <ConfirmCapRaiseDialog raise={confirming} focusAfter={section} onClose={() => setConfirming(null)} />
          )}
        </>
      )}
    </QuerySection>
  )
}
