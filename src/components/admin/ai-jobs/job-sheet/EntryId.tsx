import { CopyableId } from '@/components/admin/ai-jobs/job-sheet/CopyableId'

/** An id that an entry of the timeline left behind. */
export function EntryId({ id, label }: { id: string; label: string }) {
  return (
    <div className="flex items-center gap-1.5 text-muted-foreground text-xs">
      {label}
      <CopyableId id={id} label={label} />
    </div>
  )
}
