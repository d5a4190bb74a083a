import { useQuery } from '@tanstack/react-query'
import { cleanupHoursQuery } from '@/components/admin/ai-jobs/cleaner/cleaner-queries'
import { HourBars } from '@/components/admin/ai-jobs/cleaner/HourBars'
import { HoursTable } from '@/components/admin/ai-jobs/cleaner/HoursTable'
import { formatClock } from '@/components/admin/ai-jobs/format'
import { QuerySection } from '@/components/admin/ai-jobs/panel/QuerySection'
import { useShownTable } from '@/components/admin/ai-jobs/panel/use-shown-table'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'

/** What the cleaner did in the last 24 hours, hour by hour. */
export function CleanupDay() {
  const hours = useQuery({ ...cleanupHoursQuery(usePanelSession()), ...useLiveRefresh().options })
  const [tableShown, toggleTable] = useShownTable('cleanupDay')
  return (
    <QuerySection
      title={texts.cleaner.day.title}
      query={hours}
      actions={
        <Button variant="outline" size="sm" aria-pressed={tableShown} onClick={toggleTable}>
          {texts.cleaner.day.table}
        </Button>
      }
    >
      {(data) => (
        <Card className="grid gap-4 p-4">
          <HourBars hours={data} measure="ended" />
          <HourBars hours={data} measure="refunded_credits" />
          <HourBars hours={data} measure="failures" />
          <p aria-hidden className="-mt-3 flex justify-between text-muted-foreground text-xs tabular-nums">
            <span>{data[0] && formatClock(data[0].hour_started_at)}</span>
            <span>{texts.cleaner.day.now}</span>
          </p>
          <HoursTable hours={data} seen={tableShown} />
        </Card>
      )}
    </QuerySection>
  )
}
