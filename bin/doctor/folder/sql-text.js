/** A table's or function's name in schema public, the schema said or not; its group is the name. */
export const NAME = String.raw`(?:"?public"?\.)?"?(\w+)"?(?!\s*\.)`

/** A name on its own, in quotes or not. */
export const IDENTIFIER = String.raw`("(?:[^"]|"")+"|\w+)`

/**
 * A name as the catalogue holds it.
 * @param {string} identifier
 */
export const unquoted = (identifier) =>
  identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier.toLowerCase()

/**
 * The parts of a list; a comma in parentheses or in a string parts nothing.
 * @param {string} list
 */
export function partsOf(list) {
  const parts = ['']
  let depth = 0
  for (const [token] of list.matchAll(/'(?:[^']|'')*'|[\s\S]/g)) {
    if (token === '(') depth += 1
    if (token === ')') depth -= 1
    if (token === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts.map((part) => part.trim())
}
