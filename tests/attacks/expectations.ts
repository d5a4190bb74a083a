import type { Kind } from './callers.ts'
import type { Catalogue, CatalogueFunction, Relation } from './catalogue.ts'

// What must happen, by class of object. Whoever is not named as allowed is refused (42501), and nothing is written.
// A function, table, view or sequence that no class takes fails the suite, and so does a policy that is not stated here:
// say where it belongs, and every caller is tried against it.

export const VERBS = ['select', 'insert', 'update', 'delete', 'truncate'] as const
export type Verb = (typeof VERBS)[number]

type FunctionClass = { what: string; holds(fn: CatalogueFunction): boolean; allows: readonly Kind[] }

type RelationClass = {
  what: string
  holds(relation: Relation): boolean
  /** The column that says whose a row is: the signed-in see their own rows alone, the service all. */
  owner?: string
  signedIn: readonly Verb[]
  service: readonly Verb[]
}

const named =
  (schema: string, names: string[]) =>
  ({ schema: its, name }: { schema: string; name: string }) =>
    its === schema && names.includes(name)

const inSchema = (schema: string) => (it: { schema: string }) => it.schema === schema

const ADMIN = [
  ...['admin_cancel_ai_job', 'admin_cancel_ai_jobs', 'admin_close_ai_job', 'admin_repair_ai_job', 'admin_retry_ai_job'],
  ...['admin_run_cleanup', 'admin_change_tool', 'admin_map_status'],
  ...['admin_request_cap_raise', 'admin_confirm_cap_raise', 'admin_list_cap_raises', 'admin_get_credit_cap'],
  ...['admin_get_ai_job', 'admin_list_ai_jobs', 'admin_list_ai_tools', 'admin_list_attention'],
  ...[
    'admin_list_cancellable_ai_jobs',
    'admin_list_cleanup_hours',
    'admin_list_cleanup_runs',
    'admin_list_late_results',
  ],
  ...['admin_list_record_admins', 'admin_list_records', 'admin_summarize_ai_jobs'],
  ...['admin_preview_cancel_ai_jobs', 'admin_preview_cleanup', 'admin_advise_limits', 'admin_chart_endings'],
  ...['admin_reconcile', 'admin_cleaner_health', 'admin_verify_records'],
]
const SERVICE = [
  ...['cleanup_all_stale_ai_jobs', 'start_ai_job'],
  ...['grant_upscaler_credits', 'spend_upscaler_credits', 'refund_upscaler_credits'],
]

// The first class that takes an object is its class.
const functionClasses: FunctionClass[] = [
  { what: 'admin functions', holds: named('public', ADMIN), allows: ['admin'] },
  { what: 'what they stand on', holds: named('estorno', ADMIN), allows: ['admin'] },
  { what: 'service functions', holds: named('public', SERVICE), allows: ['service'] },
  { what: 'what the cleanup stands on', holds: named('estorno', ['cleanup_stale_jobs']), allows: ['service'] },
  // An invoker's: it sees the roles that the caller may read, which are their own.
  { what: 'whether I am an admin', holds: named('public', ['has_role']), allows: ['signed in', 'admin', 'service'] },
  {
    what: 'moves credits without asking',
    holds: named('public', ['move_upscaler_credits', 'refund_many_upscaler_credits']),
    allows: [],
  },
  { what: 'the inside of the product', holds: inSchema('estorno'), allows: [] },
]

const JOBS = ['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs']
const ALL_BUT_TRUNCATE: Verb[] = ['select', 'insert', 'update', 'delete']

const relationClasses: RelationClass[] = [
  { what: 'jobs', holds: named('public', JOBS), owner: 'user_id', signedIn: ['select'], service: ALL_BUT_TRUNCATE },
  {
    what: 'profiles',
    holds: named('public', ['profiles']),
    owner: 'id',
    signedIn: ['select'],
    service: ALL_BUT_TRUNCATE,
  },
  {
    what: 'roles',
    holds: named('public', ['user_roles']),
    owner: 'user_id',
    signedIn: ['select'],
    service: ['select', 'insert', 'delete'],
  },
  {
    what: 'credits and their ledger, which functions alone write',
    holds: named('public', ['upscaler_credits', 'upscaler_credit_transactions']),
    owner: 'user_id',
    signedIn: ['select'],
    service: ['select'],
  },
  {
    what: 'the numbers of the ledger lines',
    holds: named('public', ['upscaler_credit_transactions_id_seq']),
    signedIn: [],
    service: [],
  },
  { what: 'settings, records and logs of the product', holds: inSchema('estorno'), signedIn: [], service: [] },
]

// A customer reads what is theirs; there is no other way into a table by policy.
const policies = [...JOBS, 'profiles', 'upscaler_credits', 'upscaler_credit_transactions', 'user_roles'].map(
  (table) =>
    `own rows on public.${table}: select to authenticated using ((${table === 'profiles' ? 'id' : 'user_id'} = ( SELECT auth.uid() AS uid))) with check ()`,
)

export const classOfFunction = (fn: CatalogueFunction) => functionClasses.find(({ holds }) => holds(fn))
export const classOfRelation = (relation: Relation) => relationClasses.find(({ holds }) => holds(relation))

export const allowsVerb = ({ signedIn, service }: RelationClass, kind: Kind, verb: Verb): boolean =>
  kind === 'anonymous' ? false : (kind === 'service' ? service : signedIn).includes(verb)

/** What has no cells, because nothing here says what must happen to it. */
export function unstated(catalogue: Catalogue): string[] {
  return [
    ...catalogue.functions.filter((fn) => !classOfFunction(fn)),
    ...catalogue.relations.filter((relation) => !classOfRelation(relation)),
    ...catalogue.policies.filter(({ object }) => !policies.includes(object)),
  ].map(({ object }) => object)
}

/** What is stated here and is not there (any more). */
export function gone({ functions, policies: there }: Catalogue): string[] {
  const names = new Set(functions.map(({ schema, name }) => `${schema}.${name}`))
  return [
    ...[...ADMIN, ...SERVICE].map((name) => `public.${name}`).filter((name) => !names.has(name)),
    ...policies.filter((stated) => !there.some(({ object }) => object === stated)),
  ]
}
