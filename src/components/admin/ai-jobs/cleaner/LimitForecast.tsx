import { useQuery } from '@tanstack/react-query'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { limitAdviceQuery } from '@/components/admin/ai-jobs/cleaner/cleaner-queries'
import type { LimitAdvice } from '@/components/admin/ai-jobs/cleaner/limit-advice'
import { readMinutes } from '@/components/admin/ai-jobs/cleaner/use-tool-editor'
import { useDebounced } from '@/components/admin/ai-jobs/panel/use-debounced'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

type LimitForecastProps = {
  tool: AiTool
  /** The limit as typed. */
  minutes: string
  /** What is known of the limit that the tool has. */
  present?: LimitAdvice | undefined
}

/** What the limit that is being typed would have done to the jobs of late. */
export function LimitForecast({ tool, minutes, present }: LimitForecastProps) {
  const typed = useDebounced(readMinutes(minutes))
  const another = typed !== null && typed !== tool.run_limit_seconds / 60
  const forecast = useQuery({ ...limitAdviceQuery(usePanelSession(), tool.table_name, typed), enabled: another })
  const advice = another ? forecast.data?.[0] : present
  if (!advice) return null
  return (
    <p
      aria-live="polite"
      aria-busy={forecast.isFetching}
      className={cn('text-sm aria-busy:opacity-60', advice.finished_later > 0 ? warningText : 'text-muted-foreground')}
    >
      {texts.cleaner.limits.forecast(advice.limit_minutes, advice.would_have_ended, advice.finished_later)}
    </p>
  )
}
