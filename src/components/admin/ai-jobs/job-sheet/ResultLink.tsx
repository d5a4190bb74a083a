import { ExternalLink } from 'lucide-react'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const WEB_ADDRESS = /^https?:\/\//i

/** An address that a provider wrote: a link where it leads to a page, plain text where it might run something. */
export function ResultLink({ url }: { url: string }) {
  if (!WEB_ADDRESS.test(url)) return <span className="break-all font-mono text-xs">{url}</span>
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex min-h-6 items-center gap-1 text-primary underline underline-offset-4"
    >
      {texts.sheet.openResult}
      <ExternalLink className="size-3.5" aria-hidden />
    </a>
  )
}
