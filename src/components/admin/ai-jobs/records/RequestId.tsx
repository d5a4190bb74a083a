import { CopyButton } from '@/components/admin/ai-jobs/job-sheet/CopyButton'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** The request that it came with: in full it would take the row’s width; the button copies all of it. */
export function RequestId({ id }: { id: string }) {
  return (
    <p className="flex items-center gap-1 text-muted-foreground text-xs">
      {texts.sheet.requestId}
      <span className="font-mono">{id.slice(0, 8)}</span>
      <CopyButton value={id} label={texts.sheet.copy(texts.sheet.requestId)} />
    </p>
  )
}
