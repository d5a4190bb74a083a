import type postgres from 'postgres'
import { z } from 'zod'
import { claimsOf, type Entering, entering } from './callers.ts'
import type { Catalogue, CatalogueFunction, Column, Relation } from './catalogue.ts'
import { allowsVerb, classOfFunction, classOfRelation, VERBS, type Verb } from './expectations.ts'
import { argumentsOf, asSql, columnValue } from './samples.ts'
import type { Scene } from './scene.ts'

/**
 * refused: 42501. unwritable: that, or a view that nobody can write. admitted: let in, though a constraint may say no.
 * nothing: let in, and no row was there for them. changes: done, and the tables differ.
 */
type Expected = 'refused' | 'unwritable' | 'admitted' | 'nothing' | 'done' | 'changes'

export type Cell = { object: string; attempt: string; caller: Entering; statement: string; expected: Expected }

const outcomeShape = z.object({
  place: z.number(),
  code: z.string(),
  message: z.string().nullable(),
  hits: z.coerce.number().nullable(),
  changed: z.boolean().nullable(),
})
export type Outcome = z.infer<typeof outcomeShape>

/** A call as SQL. */
export function callOf(fn: CatalogueFunction, caller: Entering, scene: Scene): string {
  const given = argumentsOf(fn, { scene, caller }).map(({ name, type, value }) => {
    const literal = asSql(type, value)
    return name === '' ? literal : `${name} => ${literal}`
  })
  return `select ${fn.isTrigger ? '' : '* from '}${fn.schema}.${fn.name}(${given.join(', ')})`
}

function functionCell(fn: CatalogueFunction, caller: Entering, scene: Scene): Cell {
  const allowed = classOfFunction(fn)?.allows.includes(caller.enters.kind) ?? false
  return {
    object: fn.object,
    attempt: 'call',
    caller,
    statement: callOf(fn, caller, scene),
    expected: !allowed ? 'refused' : fn.writes ? 'changes' : 'done',
  }
}

const beneficiaryOf = ({ person }: Entering, scene: Scene): string =>
  person ? scene.people[person].id : scene.newcomer

// Without a condition where none is needed: to name a column would need the right to read it.
function statementFor(
  relation: Relation,
  verb: Verb,
  owner: string | undefined,
  caller: Entering,
  scene: Scene,
): string {
  const { object } = relation
  const columns = relation.columns.filter(({ generated }) => !generated)
  const values = columns.map(({ type }) => asSql(type, columnValue(type, beneficiaryOf(caller, scene))))
  const [first] = columns
  switch (verb) {
    case 'select':
      return `select * from ${object} ${owner ? `where ${owner} = '${scene.people[caller.goesFor].id}'` : ''}`
    case 'insert':
      return `insert into ${object} (${columns.map(({ name }) => name).join(', ')}) values (${values.join(', ')})`
    case 'update':
      return `update ${object} set ${first?.name} = ${first?.name}`
    case 'delete':
      return `delete from ${object}`
    case 'truncate':
      return `truncate ${object} cascade`
  }
}

const refusalOf = ({ kind }: Relation, verb: Verb): Expected =>
  kind === 'view' && verb !== 'select' ? 'unwritable' : 'refused'

// A table by its verbs, and each column by itself: a grant may be one column's.
function tableCells(relation: Relation, caller: Entering, scene: Scene): Cell[] {
  const stated = classOfRelation(relation)
  const { kind } = caller.enters
  const allowed = (verb: Verb) => stated !== undefined && allowsVerb(stated, kind, verb)
  const ownOnly = kind !== 'service' && caller.goesFor !== caller.person
  const verbs = VERBS.filter((verb) => relation.kind === 'table' || verb !== 'truncate').map(
    (verb): Cell => ({
      object: relation.object,
      attempt: verb,
      caller,
      statement: statementFor(relation, verb, stated?.owner, caller, scene),
      expected: allowed(verb) ? (verb === 'select' && ownOnly ? 'nothing' : 'done') : refusalOf(relation, verb),
    }),
  )
  return [...verbs, ...relation.columns.flatMap((column) => columnCells(relation, column, caller, scene, allowed))]
}

function columnCells(
  relation: Relation,
  { name, type, generated }: Column,
  caller: Entering,
  scene: Scene,
  allowed: (verb: Verb) => boolean,
): Cell[] {
  const { object } = relation
  const value = asSql(type, columnValue(type, beneficiaryOf(caller, scene)))
  const cell = (attempt: string, verb: Verb, statement: string): Cell => ({
    object,
    attempt: `${attempt} ${name}`,
    caller,
    statement,
    expected: allowed(verb) ? 'admitted' : refusalOf(relation, verb),
  })
  const read = cell('read', 'select', `select ${name} from ${object}`)
  if (generated) return [read]
  return [
    read,
    cell('set', 'update', `update ${object} set ${name} = ${value}`),
    cell('insert', 'insert', `insert into ${object} (${name}) values (${value})`),
  ]
}

// Nobody takes or sets a number, or looks which one is next.
const sequenceCells = ({ object }: Relation, caller: Entering): Cell[] =>
  [`nextval('${object}')`, `setval('${object}', 1)`, `last_value from ${object}`].map((what) => ({
    object,
    attempt: what,
    caller,
    statement: `select ${what}`,
    expected: 'refused',
  }))

// Nobody puts anything beside what the migrations made.
const schemaCells = (caller: Entering): Cell[] =>
  ['public', 'estorno'].map((schema) => ({
    object: schema,
    attempt: 'create',
    caller,
    statement: `create table ${schema}.intruder (id integer)`,
    expected: 'refused',
  }))

/** Every caller that reaches the database × everything in it. */
export function cellsOf({ functions, relations }: Catalogue, scene: Scene): Cell[] {
  return entering.flatMap((caller) => [
    ...functions.map((fn) => functionCell(fn, caller, scene)),
    ...relations.flatMap((relation) =>
      relation.kind === 'sequence' ? sequenceCells(relation, caller) : tableCells(relation, caller, scene),
    ),
    ...schemaCells(caller),
  ])
}

export async function attempt(
  sql: postgres.Sql,
  scene: Scene,
  tries: { caller: Entering; statement: string; watched: boolean }[],
): Promise<Outcome[]> {
  const asked = tries.map(({ caller, statement, watched }, place) => ({
    place,
    role: caller.enters.role,
    claims: JSON.stringify(claimsOf(caller, scene)),
    statement,
    watched,
  }))
  const rows = await sql`
    select asked.place, tried.* from jsonb_to_recordset(${sql.json(asked)}) as asked (place integer, role text, claims text, statement text, watched boolean)
    cross join lateral tests.attempt(asked.role, asked.claims, asked.statement, asked.watched) tried order by asked.place`
  return z.array(outcomeShape).parse([...rows])
}

function isAsExpected(expected: Expected, { code, hits, changed }: Outcome): boolean {
  switch (expected) {
    case 'refused':
      return code === '42501'
    case 'unwritable':
      return ['42501', '55000', '0A000'].includes(code)
    case 'admitted':
      return code === 'ok' || code.startsWith('23')
    case 'done':
      return code === 'ok' && (hits ?? 0) > 0
    case 'changes':
      return code === 'ok' && changed === true
    case 'nothing':
      return code === 'ok' && hits === 0
  }
}

/** Tries the cells, each by itself and taken back; returns in words what did not happen as it must. */
export async function wrongCells(sql: postgres.Sql, scene: Scene, cells: Cell[]): Promise<string[]> {
  const outcomes = await attempt(
    sql,
    scene,
    cells.map((cell) => ({ ...cell, watched: cell.expected === 'changes' })),
  )
  return cells.flatMap(({ object, attempt: what, caller, expected }, place) => {
    const outcome = outcomes[place]
    if (outcome && isAsExpected(expected, outcome)) return []
    return [`${object}: ${what} by ${caller.name} is ${expected}, not ${JSON.stringify(outcome)}`]
  })
}
