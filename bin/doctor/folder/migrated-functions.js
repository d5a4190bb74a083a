/** @typedef {import('./statements.js').Statement & { file: string }} MigrationStatement */
/** @typedef {import('../function-traits.js').SqlFunction} SqlFunction */

const NAME = String.raw`(?:"?public"?\.)?"?(\w+)"?`
const CREATE = new RegExp(String.raw`^create\s+(?:or\s+replace\s+)?(?:function|procedure)\s+${NAME}\s*\(`, 'i')
const DROP = new RegExp(String.raw`^drop\s+(?:function|procedure)\s+(?:if\s+exists\s+)?${NAME}`, 'i')
const RIGHTS =
  /^(grant|revoke)\s+(?:all|execute)[\s\S]*?\bon\s+(?:function|all\s+functions|routine)\s+([\s\S]+?)\s+(?:to|from)\s+([\w\s,"]+)$/i
const BODY = /(\$\w*\$)([\s\S]*)\1/
const CALLERS = ['anon', 'authenticated', 'service_role']

/** @param {MigrationStatement} statement */
function createdBy({ text, line, file }) {
  const name = CREATE.exec(text)?.[1]
  if (!name) return undefined
  const [, , body = ''] = BODY.exec(text) ?? []
  const head = text.replace(BODY, '')
  // An older project opens a new function to everyone by default. Who calls an invoker's function brings no right along, so
  // of those only what is granted counts.
  const callers = /\bsecurity\s+definer\b/i.test(head) ? ['public', ...CALLERS] : []
  const isTrigger = /\breturns\s+trigger\b/i.test(head)
  return { where: `${file}:${line} ${name}`, name, sqlName: `public.${name}`, body, callers, isTrigger }
}

/**
 * @param {Map<string, SqlFunction>} functions
 * @param {string} text
 */
function changeRights(functions, text) {
  const [, verb = '', target = '', roles = ''] = RIGHTS.exec(text) ?? []
  /** @type {string[]} */
  const named = roles.toLowerCase().match(/\w+/g) ?? []
  const all = /^in\s+schema\s+public$/i.test(target)
  const only = new RegExp(`^${NAME}`, 'i').exec(target)?.[1]
  for (const fn of functions.values()) {
    if (!all && fn.name !== only) continue
    const others = fn.callers.filter((caller) => !named.includes(caller))
    fn.callers = verb.toLowerCase() === 'grant' ? [...others, ...named] : others
  }
}

/**
 * The functions as they stand after all migrations, as far as their text tells: by name, in schema public.
 * @param {MigrationStatement[]} statements
 */
export function migratedFunctions(statements) {
  /** @type {Map<string, SqlFunction>} */
  const functions = new Map()
  for (const statement of statements) {
    const created = createdBy(statement)
    const dropped = DROP.exec(statement.text)?.[1]
    if (created) {
      const before = functions.get(created.name)
      functions.set(created.name, { ...created, callers: before?.callers ?? created.callers })
    } else if (dropped) functions.delete(dropped)
    else changeRights(functions, statement.text)
  }
  return [...functions.values()].map((fn) => ({
    ...fn,
    callers: CALLERS.filter((role) => fn.callers.includes(role) || fn.callers.includes('public')),
  }))
}
