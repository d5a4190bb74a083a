import { Ago } from '@/components/admin/ai-jobs/attention/Ago'
import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** How often the clock has tried to end the job, the first time and the last. */
export function AttentionTries({ job: { tries, first_tried_at, last_tried_at } }: { job: AttentionJob }) {
  return (
    <p className="text-muted-foreground text-xs tabular-nums">
      {texts.attention.tries(tries)}
      {first_tried_at && (
        <>
          {' · '}
          {texts.attention.firstTry} <Ago timestamp={first_tried_at} />
        </>
      )}
      {last_tried_at && tries > 1 && (
        <>
          {' · '}
          {texts.attention.lastTry} <Ago timestamp={last_tried_at} />
        </>
      )}
    </p>
  )
}
