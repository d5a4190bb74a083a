import { IDENTIFIER, NAME, partsOf, unquoted } from './sql-text.js'

/**
 * @typedef {import('../catalogue/columns.js').Column} Column
 * @typedef {{ quoted: string, where: string, verb: string, roles: string[], expressions: string[] }} Policy
 * @typedef {{ first: string, predicate: string | undefined }} Index
 * @typedef {ReturnType<typeof newTable>} MigratedTable
 * @typedef {Map<string, MigratedTable>} Tables
 */

export const CUSTOMERS = ['anon', 'authenticated']
export const VERBS = ['insert', 'update']
const SHORT = new Map([
  ['int', 'integer'],
  ['int4', 'integer'],
  ['int2', 'smallint'],
  ['bool', 'boolean'],
  ['timestamptz', 'timestamp with time zone'],
])
const LIKE = new RegExp(String.raw`^like\s+${NAME}`, 'i')
const COLUMN = new RegExp(String.raw`^${IDENTIFIER}\s+(\w+(?:\s+with(?:out)?\s+time\s+zone)?)`, 'i')
const NO_COLUMN = /^(?:like|constraint|primary|unique|check|foreign|exclude)\b/i
const ADD = /^add\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?([\s\S]*)/i
const SET_DEFAULT = /^alter\s+(?:column\s+)?status\s+set\s+default\s+'([^']*)'/i

/**
 * As an older project makes it: everybody may do everything.
 * @param {string} name
 * @param {string} at
 * @param {boolean} isOpen
 */
export function newTable(name, at, isOpen) {
  /** @type {Map<string, Set<string> | 'all'>} role and verb, and the columns that the role may write with it */
  const rights = new Map()
  if (isOpen) for (const role of CUSTOMERS) for (const verb of VERBS) rights.set(`${role} ${verb}`, 'all')
  return {
    name,
    at,
    secured: false,
    rights,
    /** @type {Column[]} */
    columns: [],
    /** @type {string | undefined} */
    firstStatus: undefined,
    /** @type {Map<string, Policy>} */
    policies: new Map(),
    /** @type {Map<string, Index>} */
    indexes: new Map(),
  }
}

/**
 * @param {MigratedTable} table
 * @param {string} definition
 * @param {Tables} tables
 */
export function addColumn(table, definition, tables) {
  const like = LIKE.exec(definition)?.[1]
  if (like) {
    table.columns.push(...(tables.get(like)?.columns ?? []))
    table.firstStatus = tables.get(like)?.firstStatus
  }
  if (NO_COLUMN.test(definition)) return
  const [, quoted, type = ''] = COLUMN.exec(definition) ?? []
  if (!quoted) return
  const plain = type.toLowerCase()
  table.columns.push({ name: unquoted(quoted), quoted, type: SHORT.get(plain) ?? plain })
  if (unquoted(quoted) === 'status') table.firstStatus = /\bdefault\s+'([^']*)'/i.exec(definition)?.[1]
}

/**
 * @param {MigratedTable} table
 * @param {string} changes
 * @param {Tables} tables
 */
export function alter(table, changes, tables) {
  for (const change of partsOf(changes)) {
    const added = ADD.exec(change)?.[1]
    const byDefault = SET_DEFAULT.exec(change)?.[1]
    if (added) addColumn(table, added, tables)
    if (byDefault) table.firstStatus = byDefault
    if (/^enable\s+row\s+level/i.test(change)) table.secured = true
    if (/^disable\s+row\s+level/i.test(change)) table.secured = false
  }
}

/**
 * @param {string} quoted its name as it is written
 * @param {string} rest of the statement, behind the table
 * @param {string} where
 * @returns {Policy}
 */
export function policyOf(quoted, rest, where) {
  const expressions = /\b(?:using|with\s+check)\b[\s\S]*/i.exec(rest)?.[0] ?? ''
  const head = rest.slice(0, rest.length - expressions.length)
  return {
    quoted,
    where,
    verb: /\bfor\s+(\w+)/i.exec(head)?.[1]?.toLowerCase() ?? 'all',
    roles: /\bto\s+([\w\s,"]+)/i.exec(head)?.[1]?.toLowerCase().match(/\w+/g) ?? ['public'],
    expressions: expressions
      .split(/\b(?:using|with\s+check)\b/i)
      .slice(1)
      .map((expression) =>
        expression
          .trim()
          .replace(/^\(([\s\S]*)\)$/, '$1')
          .trim(),
      ),
  }
}

/**
 * @param {MigratedTable} table
 * @param {boolean} isGrant
 * @param {string} verbs
 * @param {string} roles
 */
export function changeRights({ rights }, isGrant, verbs, roles) {
  /** @type {string[]} */
  const named = roles.toLowerCase().match(/\w+/g) ?? []
  // What is taken from "public" takes nothing from a role that has it by itself.
  const concerned = CUSTOMERS.filter((role) => named.includes(role) || (isGrant && named.includes('public')))
  for (const part of partsOf(verbs.toLowerCase())) {
    const [, said = '', columns] = /^(\w+)[^(]*(?:\(([^)]*)\))?/.exec(part) ?? []
    for (const verb of VERBS.filter((one) => said === one || said === 'all')) {
      for (const role of concerned) {
        const key = `${role} ${verb}`
        const before = rights.get(key)
        if (!isGrant) rights.delete(key)
        else if (columns === undefined) rights.set(key, 'all')
        else if (before !== 'all')
          rights.set(key, new Set([...(before ?? []), ...columns.split(',').map((c) => c.trim())]))
      }
    }
  }
}
