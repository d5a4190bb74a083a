/** @typedef {import('./finding.js').ExaminedFunction} ExaminedFunction */

const API_ROLES = ['anon', 'authenticated']

/** @param {ExaminedFunction} fn */
const openTo = (fn) => fn.callers.filter((role) => API_ROLES.includes(role))

// An invoker's function can do no more than its caller, whose rights on the tables are looked at by themselves.
/** @param {ExaminedFunction} fn */
const isOpen = (fn) => fn.definer && !fn.isTrigger && (fn.movesMoney || fn.writesJobs) && openTo(fn).length > 0

// Without a user there is nobody to refuse: a check that begins with "auth.uid() is not null" lets anon through. An update of
// the caller's own rows alone, which moves nothing, is none of anon's.
/** @param {ExaminedFunction} fn */
const guardsItself = (fn) =>
  fn.checksForService || (fn.checksForAdmin && !fn.callers.includes('anon')) || (fn.checksForOwner && !fn.movesMoney)

/** @param {ExaminedFunction} fn */
const inWords = (fn) =>
  `${openTo(fn).join(' and ')} can execute it, and it ${fn.movesMoney ? 'moves credits' : 'writes what a job costs or where it stands'}.`

/** @param {ExaminedFunction} fn */
const closing = ({ sqlName }) => [
  `revoke execute on routine ${sqlName} from public, anon, authenticated;`,
  `grant execute on routine ${sqlName} to service_role;`,
]

/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const moneyFunctionOpen = {
  code: 'money_function_open',
  level: 'error',
  why: 'Whoever has the public key of the app can call it: mint credits, spend those of others or end their jobs.',
  find: ({ functions }) =>
    functions
      .filter((fn) => isOpen(fn) && !guardsItself(fn))
      .map((fn) => ({
        where: fn.where,
        what: inWords(fn),
        mend: 'Let the service alone execute it, and call it from an Edge Function that has checked the user.',
        sql: closing(fn),
      })),
}

/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const moneyFunctionSelfGuarded = {
  code: 'money_function_self_guarded',
  level: 'warning',
  why: 'Only the check in its own body stands between everybody and the credits or jobs of others; one edit that loses it opens it to all.',
  find: ({ functions }) =>
    functions
      .filter((fn) => isOpen(fn) && guardsItself(fn))
      .map((fn) => ({
        where: fn.where,
        what: `${inWords(fn)} Its body checks who calls.`,
        mend: 'Read its check. When only the service calls it, close it.',
        sql: closing(fn),
      })),
}
