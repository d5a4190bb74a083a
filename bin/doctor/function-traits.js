import { partsOf } from './folder/sql-text.js'

/**
 * A function as the database or a migration holds it. `callers`: which of the API's roles may execute it; `definer`: with the
 * rights of its owner; `updateTriggers`: where it runs when a row changes.
 * @typedef {{ table: string, sqlTable: string, name: string, quoted: string }} UpdateTrigger
 * @typedef {{ where: string, name: string, sqlName: string, body: string, callers: string[], definer: boolean, isTrigger: boolean, updateTriggers: UpdateTrigger[] }} SqlFunction
 * @typedef {Pick<import('./catalogue/job-tables.js').JobTable, 'name' | 'cost_column' | 'ending_statuses' | 'other_statuses'>} JobTable
 * @typedef {ReturnType<typeof traitsOf>} Traits
 * @typedef {ReturnType<typeof withTraits>[number]} ExaminedFunction
 */

// Before the installation it may be the project's own cleanup, after it ours, which has a schedule already.
export const CLEANUP = 'cleanup_all_stale_ai_jobs'

const PUBLIC = String.raw`(?:only\s+)?(?:"?public"?\.)?`
const WRITE = String.raw`\b(?:update|insert\s+into|merge\s+into|delete\s+from)\s+${PUBLIC}"?`
const WRITES_MONEY = new RegExp(String.raw`${WRITE}(?:upscaler_credits|upscaler_credit_transactions)\b`)
const WRITES_CREDITS = new RegExp(String.raw`${WRITE}upscaler_credits\b`)
// "insert into refund_requests (…)" calls nothing.
const CALLS_REFUND = /(?<!\b(?:into|with)\s+(?:"?\w+"?\.)?"?)\b\w*refund\w*"?\s*\(/
const WRITES_REFUND = new RegExp(
  String.raw`\binsert\s+into\s+${PUBLIC}"?upscaler_credit_transactions\b[\s\S]*'+refund'`,
)
const LOCKS_ROWS = /\bfor\s+(?:no\s+key\s+)?update\b/
const TAKES_LOCK = /\bpg_(?:try_)?advisory_\w*lock/
const BALANCE = /^(?:(?:monthly|lifetime)_)?balance$/
const COLUMN_OF_BALANCE = /(?<!\w)(?:(?:monthly|lifetime)_)?balance\b/
const MONEY_OF_A_JOB = ['status', 'credits_charged', 'credits_refunded', 'user_credit_cost']

// A moment that is compared with another one, in any of the ways to say it.
const BY_AGE =
  /\b(?:make_)?interval\b|\bepoch\b[^;]*?[<>]|\w_at"?\s*(?:<(?!>)|>)|(?:<|(?<![<>-])>)=?\s*(?:\w+\.)?"?\w+_at\b/

const ENDING = ['failed', 'canceled', 'cancelled', 'error', 'timeout', 'expired']
const UNFINISHED = ['pending', 'queued', 'starting', 'running']

const UID = String.raw`(?:\(\s*select\s+)?auth\.uid\s*\(\s*\)`
const OF_CALLER = new RegExp(
  String.raw`[\w."]+\s*=\s*${UID}|${UID}\s*\)?\s*=\s*[\w."]+|=\s*\$\d[\s\S]*\busing\b[\s\S]*\bauth\.uid\s*\(`,
)
// "or auth.uid() is null" lets in whoever has no account.
const OR_ANYBODY = /\bor\b(?!\s+(?:public\.)?(?:has_role|is_admin)\b)/
const REFUSES_ALL_BUT_SERVICE =
  /\bif\s(?:(?!\band\b)[^;])*?(?:auth\.role\s*\(|'role')[\s\w(),']*(?:<>|!=|is\s+distinct\s+from)\s*'service_role'[\s)]*then\s+(?:raise|return)\b/

/**
 * Lower case, without comments. Strings stay: dynamic SQL stands in them.
 * @param {string} body
 */
const plain = (body) => body.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').toLowerCase()

/** @param {string[]} words */
const anyOf = (words) =>
  `'+(?:${words.map((word) => word.toLowerCase().replaceAll(/[^\w ]/g, String.raw`\$&`)).join('|')})'`

/** @param {JobTable[]} jobTables */
function jobPatterns(jobTables) {
  const names = jobTables.map(({ name }) => name)
  const ending = anyOf([...ENDING, ...jobTables.flatMap(({ ending_statuses: words }) => words)])
  const unfinished = anyOf([...UNFINISHED, ...jobTables.flatMap(({ other_statuses: words }) => words)])
  const table = String.raw`(?:%(?:\d+\$)?[is]|"?(?:${[...names, String.raw`\w+_jobs`].join('|')})\b)`
  return {
    mention: new RegExp(table),
    read: new RegExp(String.raw`\b(?:from|join)\s+${PUBLIC}${table}`),
    update: new RegExp(String.raw`\bupdate\s+${PUBLIC}${table}[\s\S]*?\bset\b([\s\S]*)`),
    deletion: new RegExp(String.raw`\bdelete\s+from\s+${PUBLIC}${table}([\s\S]*)`),
    ends: new RegExp(
      String.raw`\bstatus"?\s*=\s*${ending}|\([^()=]*\bstatus\b[^()=]*\)\s*=\s*(?:row\s*)?\([\s\S]*?${ending}`,
    ),
    ofUnfinished: new RegExp(String.raw`\bstatus"?\s*(?:=|\bin\b)[^)]*?${unfinished}`),
  }
}

/**
 * Whether an update sets one of these columns, alone or as one of "(a, b) = (1, 2)".
 * @param {string} set
 * @param {string[]} columns
 */
function sets(set, columns) {
  const column = String.raw`\b(?:${columns.join('|')})\b`
  return new RegExp(String.raw`${column}"?\s*=|\([^()=]*${column}[^()=]*\)\s*=`).test(set)
}

/**
 * What is set, and for which rows.
 * @param {string[]} statements
 * @param {RegExp} pattern
 */
function updatesIn(statements, pattern) {
  return statements.flatMap((statement) => {
    const [set, ...where] = pattern.exec(statement)?.[1]?.split(/\bwhere\b/) ?? []
    return set === undefined ? [] : [{ set, where: where.join(' ') }]
  })
}

/**
 * What a statement sets a balance, or a part of it, to.
 * @param {string} statement
 */
function balancesIn(statement) {
  const set =
    statement
      .split(WRITES_CREDITS)[1]
      ?.split(/\bset\b/)[1]
      ?.split(/\b(?:where|returning)\b/)[0] ?? ''
  return partsOf(set).flatMap((part) => {
    const [, columns, values = ''] = /^\(([^()=]*)\)\s*=\s*(?:row\s*)?\(([\s\S]*)\)/.exec(part) ?? []
    const pairs =
      columns === undefined ? [part] : partsOf(values).map((value, i) => `${partsOf(columns)[i]} = ${value}`)
    return pairs.flatMap((pair) => {
      const [, column, value = ''] = /^(?:\w+\.)?"?(\w+)"?\s*=([\s\S]*)/.exec(pair) ?? []
      return column !== undefined && BALANCE.test(column) ? [{ column, value: value.trim() }] : []
    })
  })
}

/**
 * Whether it is what was read before. "balance = balance + …" is safe in one statement.
 * @param {ReturnType<typeof balancesIn>[number]} balance
 */
const isStale = ({ column, value }) =>
  !COLUMN_OF_BALANCE.test(value) && (column === 'balance' || /\w\s*[+-]\s*\w/.test(value))

/**
 * Whether it is anything but less than it was; of a variable, what the body makes of it tells.
 * @param {string} value
 * @param {string} text
 */
function givesMore(value, text) {
  const made = /^\w+$/.test(value)
    ? [
        ...text.matchAll(
          new RegExp(
            String.raw`\b${value}(?:\s+\w[\w\s]*:=|\s*:?=)([^;]*)|\b(?:select|returning)\b([^;]*?)\binto\b[^;]*?\b${value}\b`,
            'g',
          ),
        ),
      ]
    : []
  const calculated = [value, ...made.map(([, assigned, selected]) => assigned ?? selected)]
    .join(' ')
    .replaceAll(/->>?/g, ' ')
  return calculated.includes('+') || !calculated.includes('-')
}

/**
 * What a body does, as far as its text tells.
 * @param {string} body
 * @param {JobTable[]} [jobTables]
 */
export function traitsOf(body, jobTables = []) {
  const text = plain(body)
  const statements = text.split(';')
  const job = jobPatterns(jobTables)
  const money = [...MONEY_OF_A_JOB, ...jobTables.map(({ cost_column: cost }) => cost)]
  const updates = updatesIn(statements, job.update)
  const ofStatus = updates.filter(({ set }) => sets(set, ['status']))
  const deletions = statements.flatMap((statement) => job.deletion.exec(statement)?.[1] ?? [])
  const touched = [...updates.filter(({ set }) => sets(set, money)).map(({ where }) => where), ...deletions]
  const credits = statements.filter((statement) => WRITES_CREDITS.test(statement))
  const balances = credits.flatMap(balancesIn)
  const refunds =
    CALLS_REFUND.test(text) ||
    statements.some((statement) => WRITES_REFUND.test(statement)) ||
    balances.some(({ value }) => givesMore(value, text))
  const locksJob = TAKES_LOCK.test(text) || statements.some((s) => LOCKS_ROWS.test(s) && job.mention.test(s))
  const unguarded = ofStatus.some(({ where }) => /\bid\s*=/.test(where) && !/\bstatus\b/.test(where))
  const claims = updates.some(({ where }) => /\bstatus\b|refund/.test(where))
  return {
    text,
    writesMoney: WRITES_MONEY.test(text),
    refunds,
    writesJobs: touched.length > 0,
    endsJobs: ofStatus.some(({ set }) => job.ends.test(set)) || deletions.some((where) => job.ofUnfinished.test(where)),
    sweeps: BY_AGE.test(text),
    updatesUnguarded: unguarded && !locksJob,
    paysAgain:
      refunds &&
      statements.some((statement) => job.read.test(statement)) &&
      !(unguarded || locksJob || claims || /\bon\s+conflict\b|\bunique_violation\b/.test(text)),
    writesStaleBalance: balances.some(isStale) && !LOCKS_ROWS.test(text) && !TAKES_LOCK.test(text),
    paysMonthlyOnly: credits.some((s) => /\bmonthly_balance\s*=/.test(s) && !/\blifetime_balance\s*=/.test(s)),
    checksForOwner: touched.every((where) => OF_CALLER.test(where) && !OR_ANYBODY.test(where)),
    checksForAdmin: /\bhas_role\s*\(|\bis_admin\s*\(/.test(text),
    checksForService: REFUSES_ALL_BUT_SERVICE.test(text.split(/\b(?:update|insert|merge|delete|perform)\b/)[0] ?? ''),
  }
}

/**
 * Whether a text calls one of these functions.
 * @param {string} text
 * @param {Iterable<string>} names
 */
export const callsAny = (text, names) =>
  [...names].some((name) => /^\w+$/.test(name) && new RegExp(String.raw`\b${name.toLowerCase()}"?\s*\(`).test(text))

/**
 * These names, and those of all functions that call one of them, at whatever distance.
 * @param {{ name: string, text: string }[]} functions
 * @param {string[]} names
 */
function withCallers(functions, names) {
  const found = new Set(names)
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { name, text } of functions) if (!found.has(name) && callsAny(text, found)) found.add(name)
  }
  return found
}

// Ends jobs by their age, or with a refund of its own. One that ends a single job and pays nothing back is a worker or a
// webhook, and must be able to.
/** @param {Traits} traits */
export const isCleaner = ({ endsJobs, sweeps, refunds }) => endsJobs && (sweeps || refunds)

/**
 * Each function with its traits; one that calls a function which moves money moves money itself.
 * @param {SqlFunction[]} functions
 * @param {JobTable[]} [jobTables]
 */
export function withTraits(functions, jobTables) {
  const known = functions.map((fn) => ({ ...fn, ...traitsOf(fn.body, jobTables) }))
  const names = (/** @type {(traits: Traits) => boolean} */ which) => known.filter(which).map(({ name }) => name)
  const movers = withCallers(
    known,
    names(({ writesMoney }) => writesMoney),
  )
  const refunders = withCallers(
    known,
    names(({ refunds }) => refunds),
  )
  const cleaners = withCallers(known, [CLEANUP, ...names(isCleaner)])
  return known.map((fn) => ({
    ...fn,
    movesMoney: movers.has(fn.name),
    givesBack: refunders.has(fn.name),
    leadsToCleaner: cleaners.has(fn.name),
  }))
}
