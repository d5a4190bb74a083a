import { Loader2 } from 'lucide-react'
import { type MouseEvent, type ReactNode, type RefObject, useEffect } from 'react'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { usePauseLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { useReturnFocus } from '@/components/admin/ai-jobs/use-return-focus'
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from '@/components/ui/alert-dialog'
import { cn } from '@/lib/utils'

type ActDialogProps = {
  title: string
  detail: string
  confirm: string
  /** What is asked for cannot be undone or gives nothing back. */
  destructive?: boolean
  /** False while something is missing. */
  ready?: boolean
  /** The mutation that does it. */
  act: { isPending: boolean; isSuccess: boolean; isError: boolean }
  /** Takes the focus once the act is done: what opened the dialog may go with it. */
  focusAfter: RefObject<HTMLElement | null>
  children?: ReactNode
  onConfirm: () => void
  onClose: () => void
}

/** The question before an act; it stays open until the server has answered, and then closes. */
export function ActDialog(props: ActDialogProps) {
  const { title, detail, confirm, destructive, ready = true, act, focusAfter, children, onConfirm, onClose } = props
  const returnFocus = useReturnFocus()
  const answered = act.isSuccess || act.isError
  usePauseLiveRefresh('dialog')

  useEffect(() => {
    if (answered) onClose()
  }, [answered, onClose])

  function confirmAct(event: MouseEvent) {
    // The action closes the dialog by itself.
    event.preventDefault()
    onConfirm()
  }

  return (
    <AlertDialog open onOpenChange={(open) => !open && !act.isPending && onClose()}>
      <AlertDialogContent
        lang={texts.lang}
        onCloseAutoFocus={(event) => returnFocus(event, { openerGoes: act.isSuccess, place: focusAfter.current })}
      >
        <AlertDialogHeader>
          <AlertDialogTitle>{title}</AlertDialogTitle>
          <AlertDialogDescription>{detail}</AlertDialogDescription>
        </AlertDialogHeader>
        {children}
        <AlertDialogFooter>
          <AlertDialogCancel disabled={act.isPending}>{texts.cancel.back}</AlertDialogCancel>
          <AlertDialogAction
            className={cn(destructive && 'bg-destructive text-destructive-foreground hover:bg-destructive/90')}
            disabled={act.isPending || !ready}
            onClick={confirmAct}
          >
            {act.isPending && <Loader2 className="h-4 w-4 animate-spin motion-reduce:animate-none" aria-hidden />}
            {confirm}
          </AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  )
}
