import { Check, Copy, type LucideIcon } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/utils'

const COPIED_MS = 2_000

type CopyButtonProps = {
  /** What is copied; asked for at the moment of the click. */
  value: string | (() => string)
  label: string
  icon?: LucideIcon
  className?: string
  /** The label in sight; without it there is only the icon. */
  children?: ReactNode
}

/** Copies a text with one click and says so. */
export function CopyButton({ value, label, icon = Copy, className, children }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = window.setTimeout(() => setCopied(false), COPIED_MS)
    return () => window.clearTimeout(timer)
  }, [copied])

  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof value === 'string' ? value : value())
      setCopied(true)
    } catch {
      toast.error(texts.sheet.copyFailed)
    }
  }

  const Icon = copied ? Check : icon
  return (
    <>
      <Button
        variant={children ? 'outline' : 'ghost'}
        size="sm"
        aria-label={label}
        className={cn(!children && 'size-7 px-0 text-muted-foreground', className)}
        onClick={copy}
      >
        <Icon aria-hidden />
        {children}
      </Button>
      <span role="status" className="sr-only">
        {copied && texts.shell.copied}
      </span>
    </>
  )
}
