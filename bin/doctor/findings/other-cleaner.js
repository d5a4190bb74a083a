import { CLEANUP, callsAny, isCleaner, traitsOf } from '../function-traits.js'

/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const otherCleaner = {
  code: 'other_cleaner',
  level: 'warning',
  why: 'A second way to end a job has a refund of its own: the two know nothing of each other, and both may pay.',
  find: ({ functions }) =>
    functions
      // Without a caller it rests, as one that the installation set aside.
      .filter((fn) => isCleaner(fn) && fn.callers.length > 0)
      .map(({ where, sqlName, sweeps }) => ({
        where,
        what: `It ends ${sweeps ? 'jobs by their age' : 'a job and gives its credits back'}, past estorno.`,
        mend: 'Close it once nothing calls it any more; an app that calls it calls admin_cancel_ai_job instead.',
        sql: [`revoke execute on routine ${sqlName} from public, anon, authenticated, service_role;`],
      })),
}

/** @type {import('./finding.js').Check<import('./finding.js').Text>} */
export const otherCleanerScheduled = {
  code: 'other_cleaner_scheduled',
  level: 'error',
  why: 'Two cleaners race for the same jobs: the other one ends them by its own clock, with its own refund or with none.',
  find: ({ functions, cronJobs, watched }) => {
    const enders = functions.filter(({ endsJobs, leadsToCleaner }) => endsJobs || leadsToCleaner)
    const names = [CLEANUP, ...enders.map(({ name }) => name)]
    return cronJobs
      .filter(({ active, command }) => {
        const { text, endsJobs } = traitsOf(command, watched)
        return active && (endsJobs || callsAny(text, names))
      })
      .map(({ where, switchOff }) => ({
        where,
        what: 'It is active and ends jobs, past estorno.',
        mend: 'Switch it off, as the role that scheduled it.',
        sql: switchOff,
      }))
  },
}
