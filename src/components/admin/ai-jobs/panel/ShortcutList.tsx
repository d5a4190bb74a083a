import { useId } from 'react'
import { enableShortcuts, useShortcutsEnabled } from '@/components/admin/ai-jobs/shortcuts-setting'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { usePauseLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { useReturnFocus } from '@/components/admin/ai-jobs/use-return-focus'
import type { ToldShortcut } from '@/components/admin/ai-jobs/use-shortcuts'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogClose, DialogContent, DialogDescription, DialogTitle } from '@/components/ui/dialog'

const KEY_NAMES: Partial<Record<ToldShortcut, string>> = { Escape: 'Esc', 1: '1–5' }

type ShortcutListProps = {
  /** Those of the view that is open. */
  shortcuts: ToldShortcut[]
  onClose: () => void
}

/** Names the shortcuts, and turns them off for who is troubled by them. */
export function ShortcutList({ shortcuts, onClose }: ShortcutListProps) {
  const enabledId = useId()
  const enabled = useShortcutsEnabled()
  const returnFocus = useReturnFocus()
  usePauseLiveRefresh('dialog')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent lang={texts.lang} className="max-w-sm" onCloseAutoFocus={(event) => returnFocus(event)}>
        <div className="grid gap-1.5">
          <DialogTitle>{texts.keyboard.title}</DialogTitle>
          <DialogDescription>{texts.keyboard.detail}</DialogDescription>
        </div>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-2 text-sm">
          {shortcuts.map((shortcut) => (
            <div key={shortcut} className="contents">
              <dt>
                <kbd className="rounded border bg-muted px-1.5 py-0.5 font-mono text-xs">
                  {KEY_NAMES[shortcut] ?? shortcut}
                </kbd>
              </dt>
              <dd>{texts.keyboard.shortcuts[shortcut]}</dd>
            </div>
          ))}
        </dl>
        <div className="flex items-center gap-2 text-sm">
          <Checkbox
            id={enabledId}
            className="size-6"
            checked={enabled}
            onCheckedChange={(checked) => enableShortcuts(checked === true)}
          />
          <label htmlFor={enabledId}>{texts.keyboard.enabled}</label>
        </div>
        <DialogClose asChild>
          <Button variant="outline" className="justify-self-end">
            {texts.shell.close}
          </Button>
        </DialogClose>
      </DialogContent>
    </Dialog>
  )
}
