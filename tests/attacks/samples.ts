import type { Entering } from './callers.ts'
import type { Argument, CatalogueFunction } from './catalogue.ts'
import type { JobKind, Scene } from './scene.ts'

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value }

// Arguments that would do something, were they let: by function and name, by name, or by type; null where none is needed.
type Attack = { scene: Scene; caller: Entering }
type Sample = (attack: Attack) => Value

const HOUR_MS = 3_600_000
const agoMs = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString()

const job =
  (kind: JobKind): Sample =>
  ({ scene, caller }) =>
    scene.people[caller.goesFor].jobs[kind]
const loser: Sample = ({ scene, caller }) => scene.people[caller.goesFor].id
const admin: Sample = ({ scene }) => scene.people.admin.id
const always =
  (value: Value): Sample =>
  () =>
    value

const runningJob: Sample = (attack) => [{ table: 'upscaler_jobs', id: job('running')(attack) }]

const byFunction: Record<string, Sample> = {
  'admin_cancel_ai_jobs.jobs': runningJob,
  'jobs_asked_for.jobs': runningJob,
  'admin_retry_ai_job.job_id': job('stale'),
  'admin_close_ai_job.job_id': job('of unknown status'),
  'admin_repair_ai_job.job_id': job('failed and charged'),
  'admin_map_status.reason': always(null),
  'admin_confirm_cap_raise.raise_id': always(1),
  'start_ai_job._status': always('queued'),
  'begin_cleanup_run.started_by': always('admin'),
  'spend_upscaler_credits._job_id': always(null),
  'become_caller.caller': always(['{"role": "service_role"}', '', 'service_role', 'on']),
  'any_job.condition': always('true'),
  'kept_function.what': always('cancel'),
  'keep_pages.prefix': always('kept_of_an_attack_'),
  'register_job_table.label': always('Ataque'),
}

const byName: Record<string, Sample> = {
  ...Object.fromEntries(
    ['job_table', 'table_name', '_table', '_job_table'].map((name) => [name, always('upscaler_jobs')]),
  ),
  job_id: job('running'),
  _job_id: job('running'),
  job_ids: (attack) => [job('running')(attack)],
  _user_id: loser,
  admin,
  actor_id: admin,
  started_by_id: admin,
  actor: always('admin'),
  ending: always('cancel'),
  reason: always('Ataque'),
  _description: always('Ataque'),
  _amount: always(90),
  _lifetime: always(90),
  _monthly: always(0),
  _cost: always(90),
  _credit_type: always('lifetime'),
  _transaction_type: always('grant'),
  status_word: always('misterioso'),
  meaning: always('over'),
  queue_limit_minutes: always(17),
  run_limit_minutes: always(17),
  time_zone: always('America/Sao_Paulo'),
  since: () => agoMs(24 * HOUR_MS),
  until: () => agoMs(-HOUR_MS),
  deadline: () => agoMs(-HOUR_MS),
}

const byType: Record<string, Sample> = {
  app_role: always('admin'),
  bigint: always(1),
  boolean: always(true),
  integer: always(10),
  interval: always('10 minutes'),
  jsonb: always({}),
  'uuid[]': always([]),
}

export const textOf = (value: Value): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

const literalOf = (value: Value): string => (value === null ? 'null' : `'${textOf(value).replaceAll("'", "''")}'`)

export const arrayLiteral = (values: Value[]): string => `{${values.map((value) => JSON.stringify(value)).join(',')}}`

/** A value as SQL of its type. */
export const asSql = (type: string, value: Value): string =>
  `${literalOf(type.endsWith('[]') && Array.isArray(value) ? arrayLiteral(value) : value)}::${type}`

function sampleFor({ name }: CatalogueFunction, { name: argument, type }: Argument, attack: Attack): Value {
  const row = attack.scene.rows.get(type)
  if (row !== undefined) return row
  const sample = byFunction[`${name}.${argument}`] ?? byName[argument] ?? byType[type]
  return sample ? sample(attack) : null
}

/** The arguments of a call by name; what has a default and no better value is left to it. */
export function argumentsOf(fn: CatalogueFunction, attack: Attack): { name: string; type: string; value: Value }[] {
  return fn.arguments.flatMap((argument) => {
    const value = sampleFor(fn, argument, attack)
    return argument.optional && value === null ? [] : [{ name: argument.name, type: argument.type, value }]
  })
}

// What a row is given, or a column is set to: as much as there can be, for whoever tries it.
const columnSamples: Record<string, (beneficiary: string) => Value> = {
  app_role: () => 'admin',
  bigint: () => 1_000_000,
  boolean: () => true,
  integer: () => 1_000_000,
  interval: () => '1 minute',
  jsonb: () => ({}),
  name: () => 'postgres',
  text: () => 'Ataque',
  'text[]': () => ['Ataque'],
  'timestamp with time zone': () => agoMs(HOUR_MS),
  uuid: (beneficiary) => beneficiary,
}

export const columnValue = (type: string, beneficiary: string): Value => columnSamples[type]?.(beneficiary) ?? null
