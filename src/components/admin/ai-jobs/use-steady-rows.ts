import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

type SteadyRowsOptions<Row> = {
  /** Names what was asked for: the rows of another filter are never held back. */
  view: string
  latest: Row[] | undefined
  /** What holds the rows on the page. */
  place: RefObject<HTMLElement | null>
  keyOf: (row: Row) => string
  /** What a person would call a change, when it becomes another. */
  lookOf: (row: Row) => string
}

/** What became of a row that is shown as it was. */
export type RowChange = 'changed' | 'gone'

/**
 * The rows as they may be shown: while the pointer or the focus is among them a refresh moves none, and each stays as it
 * was. What came meanwhile waits until the admin asks for it, or is no longer there at the next refresh.
 */
export function useSteadyRows<Row>({ view, latest, place, keyOf, lookOf }: SteadyRowsOptions<Row>) {
  const [shown, setShown] = useState({ view, rows: latest })
  const wanted = useRef(false)

  useLayoutEffect(() => {
    const still = place.current?.matches(':hover, :focus-within') && !wanted.current
    wanted.current = false
    setShown((before) => (still && before.rows && before.view === view ? before : { view, rows: latest }))
  }, [view, latest, place])

  const held = latest && shown.view === view && shown.rows !== latest ? shown.rows : undefined
  const looks = new Map(latest?.map((row) => [keyOf(row), lookOf(row)]))
  const changes = new Map<string, RowChange>()
  for (const row of held ?? []) {
    const look = looks.get(keyOf(row))
    if (look !== lookOf(row)) changes.set(keyOf(row), look === undefined ? 'gone' : 'changed')
    looks.delete(keyOf(row))
  }
  const isHeld = held !== undefined && (looks.size > 0 || changes.size > 0)

  return {
    rows: held ?? latest,
    changes,
    /** How many rows wait to be shown; null when nothing was held back. */
    waiting: isHeld ? looks.size : null,
    /** Shows what was held back. */
    show: () => setShown({ view, rows: latest }),
    /** The next refresh is the admin's own wish and may move the rows. */
    letMove: () => {
      wanted.current = true
    },
  }
}
