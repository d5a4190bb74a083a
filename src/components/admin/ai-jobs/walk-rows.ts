/** Leads the focus to a row before or after the one that has it; to the first when none has. */
export function walkRows(rows: Iterable<HTMLElement> | undefined, steps: number) {
  const all = [...(rows ?? [])]
  const here = all.findIndex((row) => row.contains(document.activeElement))
  const next = all[here < 0 ? 0 : Math.min(all.length - 1, Math.max(0, here + steps))]
  next?.focus()
  return next !== undefined
}
