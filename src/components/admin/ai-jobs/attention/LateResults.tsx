import { useQuery } from '@tanstack/react-query'
import { lateResultsQuery, MAX_LATE_RESULTS } from '@/components/admin/ai-jobs/attention/attention-queries'
import { LateResultItem } from '@/components/admin/ai-jobs/attention/LateResultItem'
import { QuerySection } from '@/components/admin/ai-jobs/panel/QuerySection'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { Card } from '@/components/ui/card'

/** Results that came for jobs which had been ended and refunded before: kept, not delivered. */
export function LateResults() {
  const results = useQuery({ ...lateResultsQuery(usePanelSession()), ...useLiveRefresh().options })
  return (
    <QuerySection title={texts.attention.late.title} detail={texts.attention.late.detail} query={results}>
      {(data) => (
        <>
          {data.length === 0 && <p className="text-muted-foreground text-sm">{texts.attention.late.none}</p>}
          {data.length > 0 && (
            <Card>
              <ul className="divide-y">
                {data.map((result) => (
                  <LateResultItem key={Object.values(result).join('/')} result={result} />
                ))}
              </ul>
            </Card>
          )}
          {data.length === MAX_LATE_RESULTS && (
            <p className="text-muted-foreground text-sm">{texts.attention.late.onlyNewest(MAX_LATE_RESULTS)}</p>
          )}
        </>
      )}
    </QuerySection>
  )
}
