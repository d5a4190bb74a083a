import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { keyOf, useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Checkbox } from '@/components/ui/checkbox'

type SelectPageProps = { jobs: readonly AiJob[]; id?: string }

/** Marks all jobs of the page that can still be cancelled. */
export function SelectPage({ jobs, id }: SelectPageProps) {
  const { selected, toggleAll } = useSelection()
  const unfinished = jobs.filter(isUnfinished)
  if (unfinished.length === 0) return null
  const marked = unfinished.filter((job) => selected.has(keyOf(job))).length
  return (
    <Checkbox
      id={id}
      className="size-6 border-muted-foreground"
      aria-label={texts.jobs.table.selectPage}
      checked={marked === unfinished.length || (marked > 0 ? 'indeterminate' : false)}
      onCheckedChange={() => toggleAll(unfinished)}
    />
  )
}
