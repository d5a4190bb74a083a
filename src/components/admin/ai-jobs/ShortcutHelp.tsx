import { Keyboard } from 'lucide-react'
import { DialogFailure } from '@/components/admin/ai-jobs/panel/DialogFailure'
import { lazyPart } from '@/components/admin/ai-jobs/panel/lazy-part'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import type { ToldShortcut } from '@/components/admin/ai-jobs/use-shortcuts'
import { Button } from '@/components/ui/button'

const ShortcutList = lazyPart(
  async () => (await import('@/components/admin/ai-jobs/panel/ShortcutList')).ShortcutList,
  () => null,
  DialogFailure,
)

const JOBS_SHORTCUTS: ToldShortcut[] = ['/', 'j', 'k', 'x', 'c', 'o', 'Enter', 'r', 'Escape', '1', '?']

type ShortcutHelpProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Those of the view that is open. */
  shortcuts?: ToldShortcut[]
}

/** Opens the list of the shortcuts. */
export function ShortcutHelp({ open, onOpenChange, shortcuts = JOBS_SHORTCUTS }: ShortcutHelpProps) {
  return (
    <>
      <Button
        variant="outline"
        size="sm"
        className="max-sm:hidden"
        aria-keyshortcuts="?"
        onClick={() => onOpenChange(true)}
      >
        <Keyboard aria-hidden />
        {texts.keyboard.open}
      </Button>
      {open && <ShortcutList shortcuts={shortcuts} onClose={() => onOpenChange(false)} />}
    </>
  )
}
