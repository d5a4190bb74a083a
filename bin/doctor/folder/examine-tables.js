import { hasColumn } from '../catalogue/columns.js'
import { BY_DEFAULT, KNOWN } from '../catalogue/job-tables.js'
import { moneyTables } from '../catalogue/money-tables.js'
import { CUSTOMERS, VERBS } from './migrated-table.js'
import { migratedTables } from './migrated-tables.js'

/**
 * @typedef {import('./migrated-table.js').MigratedTable} MigratedTable
 * @typedef {import('./migrated-table.js').Policy} Policy
 * @typedef {import('../catalogue/money-tables.js').MoneyTable} MoneyTable
 */

const REGISTERS = /\bestorno\.register_job_table\s*\(\s*'(\w+)'/gi
const TRUE = /^true$/i
const ADMINS_ALONE = /has_role|is_admin|service_role/i

/** @param {Policy} policy */
const isForCustomers = ({ roles }) => [...CUSTOMERS, 'public'].some((role) => roles.includes(role))

/** @param {string} expression */
const letsCustomers = (expression) =>
  !/^false$/i.test(expression) && expression.split(/\bor\b/i).some((part) => !ADMINS_ALONE.test(part))

/**
 * The columns of a money table that a role may write with a verb, by rights and row security.
 * @param {MoneyTable} money
 * @param {MigratedTable} table
 */
function openingsOf({ columns }, { name, secured, rights, policies, columns: all }) {
  const ofMoney = all.map((column) => column.name).filter((column) => columns.length === 0 || columns.includes(column))
  return CUSTOMERS.flatMap((role) =>
    VERBS.flatMap((verb) => {
      const allowed = rights.get(`${role} ${verb}`)
      const writable = ofMoney.filter((column) => allowed === 'all' || allowed?.has(column))
      const lets = [...policies.values()].some(
        (policy) =>
          ['all', verb].includes(policy.verb) &&
          (policy.roles.includes(role) || policy.roles.includes('public')) &&
          policy.expressions.every(letsCustomers),
      )
      return writable.length > 0 && (!secured || lets) ? [{ table: name, verb, role, columns: writable, secured }] : []
    }),
  )
}

/**
 * @param {MoneyTable} money
 * @param {MigratedTable} table
 */
const truePoliciesOf = ({ readable }, { name, policies }) =>
  [...policies.values()]
    .filter((policy) => policy.expressions.some((expression) => TRUE.test(expression)) && isForCustomers(policy))
    .filter(({ verb }) => !(readable && verb === 'select'))
    .map(({ quoted, verb, where }) => ({ table: name, quoted, verb, where }))

/** @param {MigratedTable} table */
function indexesOf({ name, indexes }) {
  const byAge = [...indexes.values()].filter(({ first }) => first === 'created_at')
  return {
    table: name,
    unfinished: byAge.some(({ predicate }) => /\bstatus\b[\s\S]*(?:<>|!=|\bnot\b)/i.test(predicate ?? '')),
    history: byAge.some(({ predicate }) => predicate === undefined),
  }
}

/**
 * What a database would tell of the tables that these migrations make.
 * @param {import('./migrated-tables.js').MigrationStatement[]} statements
 */
export function examineTables(statements) {
  const tables = migratedTables(statements)
  const installed = statements.some(({ text }) => /^create\s+table\s+[\w\s]*estorno\.job_tables\b/i.test(text))
  const registered = new Set([
    ...KNOWN,
    ...statements.flatMap(({ text }) => [...text.matchAll(REGISTERS)].map(([, name = '']) => name)),
  ])
  const jobTables = [...tables.values()]
    .filter(({ name, columns }) => registered.has(name) || (/_jobs$/i.test(name) && columns.length > 0))
    .map(({ name, at, columns, firstStatus }) => ({
      ...BY_DEFAULT,
      name,
      quoted: name,
      partitioned: false,
      sqlName: `public.${name}`,
      where: `${at} public.${name}`,
      columns,
      words: firstStatus === undefined ? [] : [firstStatus],
      status_default: null,
      readable: true,
      unique_id: true,
      checks: [],
      provesCharge: hasColumn(columns, 'credits_charged', 'boolean'),
    }))
  const watched = jobTables.filter(({ name }) => registered.has(name))
  const unregistered = jobTables.filter(({ name }) => !registered.has(name))
  const money = moneyTables({ watched, unregistered }).flatMap((table) => {
    const migrated = tables.get(table.table)
    return migrated ? [{ ...table, where: `${migrated.at} ${table.sqlName}`, migrated }] : []
  })
  return {
    installed,
    watched,
    unregistered,
    money,
    openings: money.flatMap((table) => openingsOf(table, table.migrated)),
    truePolicies: money.flatMap((table) => truePoliciesOf(table, table.migrated)),
    indexes: jobTables.map(({ name }) => {
      const table = tables.get(name)
      const taken = [...tables.values()].flatMap(({ indexes }) => [...indexes.keys()])
      // The installation makes what its tables lack by itself.
      if ((installed && registered.has(name)) || !table?.columns.length)
        return { table: name, unfinished: true, history: true, taken }
      return { ...indexesOf(table), taken }
    }),
  }
}
