import { CopyButton } from '@/components/admin/ai-jobs/job-sheet/CopyButton'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export function CopyableId({ id, label }: { id: string; label: string }) {
  return (
    <span className="flex items-center gap-1">
      <span className="min-w-0 break-all font-mono text-xs">{id}</span>
      <CopyButton value={id} label={texts.sheet.copy(label)} />
    </span>
  )
}
