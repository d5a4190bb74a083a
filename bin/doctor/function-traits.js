/**
 * A function as the database or a migration holds it. `callers`: which of the API's roles may execute it.
 * @typedef {{ where: string, name: string, sqlName: string, body: string, callers: string[], isTrigger: boolean }} SqlFunction
 * @typedef {ReturnType<typeof traitsOf>} Traits
 */

const PUBLIC = String.raw`(?:only\s+)?(?:"?public"?\.)?`
const WRITES_MONEY = new RegExp(
  String.raw`\b(?:update|insert\s+into|delete\s+from)\s+${PUBLIC}"?(?:upscaler_credits|upscaler_credit_transactions)\b`,
)
const WRITES_CREDITS = new RegExp(String.raw`\bupdate\s+${PUBLIC}"?upscaler_credits\b`)
const CALLS_REFUND = /\b\w*refund\w*\s*\(/
const LOCKS = /\bfor\s+(?:no\s+key\s+)?update\b|\bpg_(?:try_)?advisory_\w*lock/

/**
 * Lower case, without comments. Strings stay: dynamic SQL stands in them.
 * @param {string} body
 */
const plain = (body) => body.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').toLowerCase()

/** @param {string[]} jobTables */
function jobPatterns(jobTables) {
  const table = String.raw`(?:%(?:\d+\$)?[is]|"?(?:${[...jobTables, String.raw`\w+_jobs`].join('|')})\b)`
  return {
    mention: new RegExp(table),
    update: new RegExp(String.raw`\bupdate\s+${PUBLIC}${table}[\s\S]*?\bset\b([\s\S]*)`),
  }
}

/**
 * Updates of a job's status: what is set, and for which rows.
 * @param {string[]} statements
 * @param {RegExp} pattern
 */
function statusUpdates(statements, pattern) {
  return statements.flatMap((statement) => {
    const [set = '', ...where] = pattern.exec(statement)?.[1]?.split(/\bwhere\b/) ?? []
    return /\bstatus\s*=/.test(set) ? [{ set, where: where.join(' ') }] : []
  })
}

/**
 * What a body does, as far as its text tells.
 * @param {string} body
 * @param {string[]} [jobTables]
 */
export function traitsOf(body, jobTables = []) {
  const text = plain(body)
  const statements = text.split(';')
  const job = jobPatterns(jobTables)
  const updates = statusUpdates(statements, job.update)
  const credits = statements.filter((statement) => WRITES_CREDITS.test(statement))
  // "balance = balance + …" is safe in one statement; a balance that was read before is stale by then.
  const overwrites = credits.some((statement) => /\bbalance\s*=(?!\s*(?:\w+\.)?balance\s*[+-])/.test(statement))
  return {
    text,
    writesMoney: WRITES_MONEY.test(text),
    refunds: CALLS_REFUND.test(text) || credits.some((statement) => /\bbalance\s*=[^,]*\+/.test(statement)),
    writesStatus: updates.length > 0,
    endsJobs: updates.some(({ set }) => /\bstatus\s*=\s*'+(?:failed|cancell?ed|error|timeout|expired)'/.test(set)),
    sweeps: /\binterval\b/.test(text),
    updatesUnguarded:
      updates.some(({ where }) => /\bid\s*=/.test(where) && !/\bstatus\b/.test(where)) &&
      !statements.some((statement) => LOCKS.test(statement) && job.mention.test(statement)),
    writesStaleBalance: overwrites && !LOCKS.test(text),
    paysMonthlyOnly: credits.some((s) => /\bmonthly_balance\s*=/.test(s) && !/\blifetime_balance\s*=/.test(s)),
    checksForOwner: updates.every(({ where }) => /\bauth\.uid\s*\(/.test(where)),
    checksForAdmin: /\bhas_role\s*\(|\bis_admin\s*\(/.test(text),
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
 * Each function with its traits; one that calls a function which moves money moves money itself.
 * @param {SqlFunction[]} functions
 * @param {string[]} [jobTables]
 */
export function withTraits(functions, jobTables) {
  const known = functions.map((fn) => ({ ...fn, ...traitsOf(fn.body, jobTables) }))
  const movers = new Set(known.filter((fn) => fn.writesMoney).map(({ name }) => name))
  for (let before = -1; before !== movers.size; ) {
    before = movers.size
    for (const { name, text } of known) if (callsAny(text, movers)) movers.add(name)
  }
  return known.map((fn) => ({ ...fn, movesMoney: movers.has(fn.name) }))
}
