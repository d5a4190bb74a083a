/**
 * lite prints every statement the database refuses with its stack and the whole query. The caller has the answer
 * already; at the terminal one line does.
 */
export function shortenDatabaseErrors(): void {
  const print = console.error
  console.error = (...parts: unknown[]) => print(...parts.map(shorten))
}

function shorten(part: unknown): unknown {
  const refused = part instanceof Error && 'severity' in part && 'code' in part
  return refused ? `[database] ${part.code} ${part.message}` : part
}
