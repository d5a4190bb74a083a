import { CopyButton } from '@/components/admin/ai-jobs/job-sheet/CopyButton'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** SQL or a command for a developer, shown as it is and copied with one click. */
export function CopyableCode({ code }: { code: string }) {
  return (
    <div className="flex min-w-0 flex-wrap items-start justify-end gap-2 rounded-md border bg-muted p-2 sm:flex-nowrap">
      <pre className="min-w-0 basis-full whitespace-pre-wrap break-words py-1 font-mono text-xs sm:flex-1">{code}</pre>
      <CopyButton value={code} label={texts.shell.copy}>
        {texts.shell.copy}
      </CopyButton>
    </div>
  )
}
