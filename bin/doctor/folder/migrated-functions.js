import { IDENTIFIER, NAME, partsOf, unquoted } from './sql-text.js'

/** @typedef {import('./migrated-tables.js').MigrationStatement} MigrationStatement */
/** @typedef {import('../function-traits.js').SqlFunction} SqlFunction */

const CREATE = new RegExp(String.raw`^create\s+(?:or\s+replace\s+)?(?:function|procedure)\s+${NAME}\s*\(`, 'i')
const DROP = new RegExp(String.raw`^drop\s+(?:function|procedure)\s+(?:if\s+exists\s+)?${NAME}`, 'i')
const TRIGGER = new RegExp(
  String.raw`^create\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\s+${IDENTIFIER}\s+(?:before|after)\s+([\s\S]*?)\s+on\s+${NAME}[\s\S]*\bexecute\s+(?:function|procedure)\s+${NAME}`,
  'i',
)
const DROP_TRIGGER = new RegExp(
  String.raw`^drop\s+trigger\s+(?:if\s+exists\s+)?${IDENTIFIER}\s+on\s+${NAME}|^alter\s+table\s+${NAME}\s+disable\s+trigger\s+${IDENTIFIER}`,
  'i',
)
const RIGHTS =
  /^(grant|revoke)\s+(?:all|execute)[\s\S]*?\bon\s+(?:all\s+)?(?:function|procedure|routine)s?\s+([\s\S]+?)\s+(?:to|from)\s+([\w\s,"]+)$/i
const DEFAULT_RIGHTS =
  /^alter\s+default\s+privileges\b([\s\S]*?)\b(grant|revoke)\s+(?:all|execute)[\s\S]*?\bon\s+(?:function|routine)s\s+(?:to|from)\s+([\w\s,"]+)$/i
const BODY = /(\$\w*\$)([\s\S]*)\1|\bbegin\s+atomic\b([\s\S]*)\bend$/i
const CALLERS = ['anon', 'authenticated', 'service_role']

/**
 * @param {MigrationStatement} statement
 * @param {string[]} callers whom a new function is open to
 * @returns {SqlFunction | undefined}
 */
function createdBy({ text, line, file }, callers) {
  const name = CREATE.exec(text)?.[1]
  if (!name) return undefined
  const [, , quoted, atomic = ''] = BODY.exec(text) ?? []
  const head = text.replace(BODY, '')
  return {
    where: `${file}:${line} ${name}`,
    name,
    sqlName: `public.${name}`,
    body: quoted ?? atomic,
    callers,
    definer: /\bsecurity\s+definer\b/i.test(head),
    isTrigger: /\breturns\s+trigger\b/i.test(head),
    updateTriggers: [],
  }
}

/**
 * @param {string[]} callers
 * @param {string} verb
 * @param {string} roles
 */
function changed(callers, verb, roles) {
  /** @type {string[]} */
  const named = roles.toLowerCase().match(/\w+/g) ?? []
  const others = callers.filter((caller) => !named.includes(caller))
  return verb.toLowerCase() === 'grant' ? [...others, ...named] : others
}

/**
 * Whom a new function is open to from here on. What everybody has, one schema alone cannot take: the database ignores it.
 * @param {string[]} callers
 * @param {string} text
 */
function changedByDefault(callers, text) {
  const [, scope = '', verb = '', roles = ''] = DEFAULT_RIGHTS.exec(text) ?? []
  const inSchema = /\bin\s+schema\b/i.test(scope)
  return changed(callers, verb, inSchema ? roles.replace(/\bpublic\b/i, '') : roles)
}

/**
 * @param {Map<string, SqlFunction>} functions
 * @param {string} text
 */
function changeRights(functions, text) {
  const [, verb = '', target = '', roles = ''] = RIGHTS.exec(text) ?? []
  const all = /^in\s+schema\s+public$/i.test(target)
  const only = partsOf(target).map((one) => new RegExp(`^${NAME}`, 'i').exec(one)?.[1])
  for (const fn of functions.values()) {
    if (all || only.includes(fn.name)) fn.callers = changed(fn.callers, verb, roles)
  }
}

/**
 * @param {Map<string, SqlFunction>} functions
 * @param {string} text
 */
function changeTriggers(functions, text) {
  const [, quoted, events = '', table = '', runs = ''] = TRIGGER.exec(text) ?? []
  if (quoted && /\bupdate\b/i.test(events)) {
    functions.get(runs)?.updateTriggers.push({ table, sqlTable: `public.${table}`, name: unquoted(quoted), quoted })
  }
  const [, dropped, from, altered, disabled] = DROP_TRIGGER.exec(text) ?? []
  const gone = dropped ?? disabled
  if (gone === undefined) return
  for (const fn of functions.values()) {
    fn.updateTriggers = fn.updateTriggers.filter(
      (trigger) => trigger.table !== (from ?? altered) || trigger.name !== unquoted(gone),
    )
  }
}

/**
 * The functions as they stand after all migrations, as far as their text tells: by name, in schema public.
 * @param {MigrationStatement[]} statements
 */
export function migratedFunctions(statements) {
  /** @type {Map<string, SqlFunction>} */
  const functions = new Map()
  // An older project opens a new function to everyone.
  let byDefault = ['public', ...CALLERS]
  for (const statement of statements) {
    const created = createdBy(statement, byDefault)
    const dropped = DROP.exec(statement.text)?.[1]
    if (created) {
      const { callers, updateTriggers } = functions.get(created.name) ?? created
      functions.set(created.name, { ...created, callers, updateTriggers })
    } else if (dropped) functions.delete(dropped)
    else {
      byDefault = changedByDefault(byDefault, statement.text)
      changeRights(functions, statement.text)
      changeTriggers(functions, statement.text)
    }
  }
  return [...functions.values()].map((fn) => ({
    ...fn,
    callers: CALLERS.filter((role) => fn.callers.includes(role) || fn.callers.includes('public')),
  }))
}
