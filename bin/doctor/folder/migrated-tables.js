import { addColumn, alter, changeRights, newTable, policyOf } from './migrated-table.js'
import { IDENTIFIER, NAME, partsOf, unquoted } from './sql-text.js'

/**
 * @typedef {import('./statements.js').Statement & { file: string }} MigrationStatement
 * @typedef {import('./migrated-table.js').MigratedTable} MigratedTable
 * @typedef {{ tables: import('./migrated-table.js').Tables, openByDefault: boolean }} Schema
 * @typedef {{ begins: string, apply: (schema: Schema, groups: string[], at: string) => void }} Change
 */

const IF = String.raw`(?:if\s+(?:not\s+)?exists\s+)?`

/** @type {Change[]} */
const changes = [
  {
    begins: String.raw`create\s+table\s+${IF}${NAME}\s*\(([\s\S]*)\)`,
    apply({ tables, openByDefault }, [name = '', definitions = ''], at) {
      if (tables.get(name)?.columns.length) return
      const table = newTable(name, at, openByDefault)
      for (const definition of partsOf(definitions)) addColumn(table, definition, tables)
      tables.set(name, table)
    },
  },
  {
    begins: String.raw`drop\s+table\s+${IF}${NAME}`,
    apply({ tables }, [name = '']) {
      tables.delete(name)
    },
  },
  {
    begins: String.raw`alter\s+table\s+${IF}(?:only\s+)?${NAME}\s+([\s\S]*)`,
    apply({ tables }, [name = '', changed = '']) {
      const table = tables.get(name)
      if (table) alter(table, changed, tables)
    },
  },
  {
    begins: String.raw`create\s+policy\s+${IDENTIFIER}\s+on\s+${NAME}(?!\s+as\s+restrictive)([\s\S]*)`,
    apply({ tables }, [policy = '', name = '', rest = ''], at) {
      // One that was made elsewhere, as in the dashboard: nothing else is known of it.
      const table = tables.get(name) ?? { ...newTable(name, at, false), secured: true }
      table.policies.set(unquoted(policy), policyOf(policy, rest, `${at} policy ${policy} on public.${name}`))
      tables.set(name, table)
    },
  },
  {
    begins: String.raw`drop\s+policy\s+${IF}${IDENTIFIER}\s+on\s+${NAME}`,
    apply({ tables }, [policy = '', name = '']) {
      tables.get(name)?.policies.delete(unquoted(policy))
    },
  },
  {
    begins: String.raw`(grant|revoke)\s+([\s\S]+?)\s+on\s+(?:table\s+)?(all\s+tables\s+in\s+schema\s+public|[\w\s.,"]+?)\s+(?:to|from)\s+([\w\s,"]+)`,
    apply({ tables }, [verb = '', verbs = '', targets = '', roles = '']) {
      const named = targets.split(',').map((target) => new RegExp(`^${NAME}$`).exec(target.trim())?.[1])
      for (const table of tables.values()) {
        if (!/^all\s/i.test(targets) && !named.includes(table.name)) continue
        changeRights(table, verb.toLowerCase() === 'grant', verbs, roles)
      }
    },
  },
  {
    begins: String.raw`alter\s+default\s+privileges[\s\S]*\brevoke\b[\s\S]*\bon\s+tables\b`,
    apply(schema) {
      schema.openByDefault = false
    },
  },
  {
    begins: String.raw`create\s+(?:unique\s+)?index\s+(?:concurrently\s+)?${IF}(\w*)\s*\bon\s+(?:only\s+)?${NAME}\s*(?:using\s+btree\s*)?\(\s*"?(\w+)[\s\S]*?\)\s*(?:where\b([\s\S]*))?$`,
    apply({ tables }, [index = '', name = '', first = '', predicate], at) {
      tables.get(name)?.indexes.set(index || at, { first, predicate })
    },
  },
  {
    begins: String.raw`drop\s+index\s+(?:concurrently\s+)?${IF}${NAME}`,
    apply({ tables }, [index = '']) {
      for (const { indexes } of tables.values()) indexes.delete(index)
    },
  },
  {
    begins: String.raw`(do\b(?![\s\S]*\bestorno\.)[\s\S]*)`,
    apply({ tables }, [text = '']) {
      runBlock([...tables.values()], text)
    },
  },
]
const patterns = changes.map(({ begins, apply }) => ({ pattern: new RegExp(`^${begins}`, 'i'), apply }))

/**
 * What a block does to the tables that it names, or to all when it names none. A hole that it may have closed is none.
 * @param {MigratedTable[]} tables
 * @param {string} text
 */
function runBlock(tables, text) {
  const named = tables.filter(({ name }) => new RegExp(String.raw`\b${name}\b`).test(text))
  for (const table of named.length > 0 ? named : tables) {
    if (/\benable\s+row\s+level\s+security\b/i.test(text)) table.secured = true
    if (/\brevoke\s[^;]*?\bon\s+(?:table\s+)?(?:public\.)?%/i.test(text)) table.rights.clear()
    for (const [name, { quoted }] of table.policies) {
      if (/\bdrop\s+policy\b/i.test(text) && text.includes(quoted)) table.policies.delete(name)
    }
  }
}

/**
 * The tables of schema public as they stand after all migrations, as far as their text tells.
 * @param {MigrationStatement[]} statements
 */
export function migratedTables(statements) {
  /** @type {Schema} */
  const schema = { tables: new Map(), openByDefault: true }
  for (const { text, file, line } of statements) {
    for (const { pattern, apply } of patterns) {
      const [, ...groups] = pattern.exec(text) ?? []
      if (groups.length > 0 || pattern.test(text)) apply(schema, groups, `${file}:${line}`)
    }
  }
  return schema.tables
}
