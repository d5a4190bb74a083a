import { z } from 'zod'
import type { ApiWorld } from './api-world.ts'
import { type Caller, type CallerName, type Entering, entering } from './callers.ts'
import type { CatalogueFunction, Relation } from './catalogue.ts'
import { allowsVerb, classOfFunction, classOfRelation, type Verb } from './expectations.ts'
import { argumentsOf, arrayLiteral, columnValue, textOf } from './samples.ts'

export type ApiRequest = { method: string; path: string; body?: object; headers?: Record<string, string> }

export type ApiCell = ApiRequest & {
  what: string
  /** refused: 401 or 403. nothing: 200 and an empty list. rows: 200 and a list that is not. no method: 405. done: 2xx. */
  expected: 'refused' | 'nothing' | 'rows' | 'no method' | 'done'
}

const VERBS_OF = {
  GET: ['select'],
  HEAD: ['select'],
  POST: ['insert'],
  PUT: ['insert', 'update'],
  PATCH: ['update'],
  DELETE: ['delete'],
} as const satisfies Record<string, Verb[]>

// Whom the API stops at its door goes for what an admin would.
const asEntering = (caller: Caller): Entering => ({
  ...caller,
  enters: caller.enters ?? { role: 'authenticated', kind: 'admin' },
})

function functionCells(fn: CatalogueFunction, caller: Caller, { scene }: ApiWorld): ApiCell[] {
  const given = argumentsOf(fn, { scene, caller: asEntering(caller) })
  const allowed = caller.enters !== null && classOfFunction(fn)?.allows.includes(caller.enters.kind)
  const path = `/rest/v1/rpc/${fn.name}`
  const inAddress = given.map(({ name, type, value }): [string, string] => [
    name,
    type.endsWith('[]') && Array.isArray(value) ? arrayLiteral(value) : textOf(value),
  ])
  return [
    {
      what: fn.object,
      method: 'POST',
      path,
      body: Object.fromEntries(given.map(({ name, value }) => [name, value])),
      expected: allowed ? 'done' : 'refused',
    },
    // An address that is only opened changes nothing, whoever opens it.
    {
      what: fn.object,
      method: 'GET',
      path: `${path}?${new URLSearchParams(inAddress)}`,
      expected: !allowed ? 'refused' : fn.writes ? 'no method' : 'done',
    },
  ]
}

function tableCells(relation: Relation, caller: Caller, { scene }: ApiWorld): ApiCell[] {
  const stated = classOfRelation(relation)
  const { enters, person, goesFor } = caller
  const filter = `${stated?.owner}=eq.${scene.people[goesFor].id}`
  const thief = person ? scene.people[person].id : undefined
  const beneficiary = thief ?? scene.newcomer
  const columns = relation.columns.filter(({ generated }) => !generated)
  const sampleOf = ({ name, type }: Relation['columns'][number]) => [name, columnValue(type, beneficiary)] as const
  const row = Object.fromEntries(columns.map(sampleOf))
  const key = relation.columns.filter(({ isKey }) => isKey)
  const itself = key.map(({ name }) => `${name}=eq.${row[name]}`).join('&')
  const money = columns.filter(({ type }) => type === 'integer' || type === 'bigint')
  const cell = (method: keyof typeof VERBS_OF, note: string, body?: object): ApiCell => {
    const allowed =
      stated !== undefined && enters !== null && VERBS_OF[method].every((verb) => allowsVerb(stated, enters.kind, verb))
    const sees = enters?.kind === 'service' || goesFor === person ? 'rows' : 'nothing'
    return {
      what: `${relation.object}${note}`,
      method,
      path: `/rest/v1/${relation.name}${method === 'POST' ? '' : `?${method === 'PUT' ? itself : filter}`}`,
      body,
      expected: !allowed ? 'refused' : method === 'GET' ? sees : 'done',
    }
  }
  return [
    cell('GET', ''),
    cell('HEAD', ''),
    cell('POST', '', row),
    // A row whose key the database alone gives can be put nowhere.
    ...(key.some(({ generated }) => generated) ? [] : [cell('PUT', '', row)]),
    ...money.map((column) => cell('PATCH', `.${column.name}`, Object.fromEntries([sampleOf(column)]))),
    cell('PATCH', '', Object.fromEntries([[stated?.owner, thief ?? scene.people[goesFor].id]])),
    cell('DELETE', ''),
  ]
}

/** What one caller may try through /rest/v1: each function, each table's verbs, each column that could hold money. */
export function apiCells(caller: Caller, world: ApiWorld): ApiCell[] {
  const { functions, relations } = world.catalogue
  return [
    ...functions.filter(({ schema }) => schema === 'public').flatMap((fn) => functionCells(fn, caller, world)),
    ...relations
      .filter(({ schema, kind }) => schema === 'public' && kind === 'table')
      .flatMap((relation) => tableCells(relation, caller, world)),
  ]
}

/** Each table, view and function of the schema that is not exposed, asked for by its name alone and with its schema's. */
export function insideRequests({ catalogue, scene }: ApiWorld): ApiRequest[] {
  const { functions, relations } = catalogue
  const isInside = ({ schema }: { schema: string }) => schema === 'estorno'
  const namesOutside = functions.filter((fn) => !isInside(fn)).map(({ name }) => name)
  const headers = { 'accept-profile': 'estorno', 'content-profile': 'estorno' }
  const [anybody] = entering
  return [
    ...relations.filter(isInside).flatMap(({ name }) =>
      ['GET', 'POST', 'PATCH', 'DELETE'].flatMap((method) => {
        const request = { method, path: `/rest/v1/${name}`, body: method === 'GET' ? undefined : {} }
        return [request, { ...request, headers }]
      }),
    ),
    ...functions.filter(isInside).flatMap((fn) => {
      const given = anybody ? argumentsOf(fn, { scene, caller: anybody }) : []
      const body = Object.fromEntries(given.map(({ name, value }) => [name, value]))
      const request = { method: 'POST', path: `/rest/v1/rpc/${fn.name}`, body }
      return [{ ...request, headers }, ...(namesOutside.includes(fn.name) ? [] : [request])]
    }),
  ]
}

const rowsShape = z.array(z.unknown())

function isAsExpected(expected: ApiCell['expected'], status: number, text: string): boolean {
  switch (expected) {
    case 'refused':
      return status === 401 || status === 403
    case 'nothing':
      return status === 200 && rowsShape.parse(JSON.parse(text)).length === 0
    case 'rows':
      return status === 200 && rowsShape.parse(JSON.parse(text)).length > 0
    case 'no method':
      return status === 405
    case 'done':
      return status >= 200 && status < 300
  }
}

export async function send(
  { api, headersOf }: ApiWorld,
  caller: CallerName,
  { method, path, body, headers }: ApiRequest,
): Promise<{ status: number; text: string }> {
  const answer = await api.fetch(
    new Request(`http://127.0.0.1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headersOf[caller], ...headers },
      body: body && JSON.stringify(body),
    }),
  )
  return { status: answer.status, text: await answer.text() }
}

/** Sends the requests one after the other; returns in words what was answered otherwise than it must be. */
export async function wrongAnswers(world: ApiWorld, caller: CallerName, cells: ApiCell[]): Promise<string[]> {
  const wrong: string[] = []
  for (const cell of cells) {
    const { status, text } = await send(world, caller, cell)
    if (isAsExpected(cell.expected, status, text)) continue
    wrong.push(`${cell.method} ${cell.what} by ${caller} is ${cell.expected}, not ${status} ${text.slice(0, 300)}`)
  }
  return wrong
}
