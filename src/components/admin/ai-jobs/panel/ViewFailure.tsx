import { PartFailure, type PartFailureProps } from '@/components/admin/ai-jobs/panel/PartFailure'

/** A view that could not be had; once it is there the focus is on its link, as if it had just been chosen. */
export function ViewFailure({ load, onLoaded }: PartFailureProps) {
  function showView() {
    document.querySelector<HTMLElement>('nav [aria-current="page"]')?.focus()
    onLoaded()
  }

  return <PartFailure load={load} onLoaded={showView} />
}
