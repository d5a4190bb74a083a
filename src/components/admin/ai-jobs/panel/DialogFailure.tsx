import { useState } from 'react'
import { PartFailure, type PartFailureProps } from '@/components/admin/ai-jobs/panel/PartFailure'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { usePauseLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { useReturnFocus } from '@/components/admin/ai-jobs/use-return-focus'
import { Sheet, SheetContent, SheetTitle } from '@/components/ui/sheet'

/** Stands where a dialog or sheet should open, when what shows it could not be had. */
export function DialogFailure({ load, onLoaded, onClose }: PartFailureProps & { onClose: () => void }) {
  const returnFocus = useReturnFocus()
  const [loaded, setLoaded] = useState(false)
  usePauseLiveRefresh('dialog')

  function leave(event: Event) {
    returnFocus(event)
    // Only now, for the dialog that comes gives the focus back to where it finds it.
    if (loaded) onLoaded()
  }

  return (
    <Sheet open={!loaded} onOpenChange={(open) => !open && onClose()}>
      <SheetContent lang={texts.lang} aria-describedby={undefined} onCloseAutoFocus={leave}>
        <SheetTitle className="border-b px-5 py-4 font-normal text-muted-foreground text-sm">
          {texts.shell.partError.label}
        </SheetTitle>
        <div className="p-5">
          <PartFailure load={load} onLoaded={() => setLoaded(true)} />
        </div>
      </SheetContent>
    </Sheet>
  )
}
