import { CLEANUP } from '../function-traits.js'

const SCHEDULES = /\bcron\.schedule(?:_in_database)?\s*\(\s*(?:'([^']*)'\s*,\s*'[^']*'\s*,)?/i
const UNSCHEDULES = /\bcron\.unschedule\s*\(\s*'([^']*)'/i

/**
 * What is scheduled after all migrations, as far as their text tells.
 * @param {import('./migrated-tables.js').MigrationStatement[]} statements
 * @returns {import('../catalogue/cron-jobs.js').CronJob[]}
 */
export function scheduledCommands(statements) {
  /** @type {Map<string, import('../catalogue/cron-jobs.js').CronJob>} */
  const jobs = new Map()
  for (const { text, file, line } of statements) {
    const at = `${file}:${line}`
    const [schedules, name] = SCHEDULES.exec(text) ?? []
    jobs.delete(UNSCHEDULES.exec(text)?.[1] ?? '')
    if (text.includes('estorno.batch_size')) {
      // Our own schedule: the project's jobs that call a cleanup of this name step aside for it.
      for (const [key, { command }] of jobs) if (command.toLowerCase().includes(CLEANUP)) jobs.delete(key)
    } else if (schedules) {
      const switchOff = name ? [`select cron.unschedule('${name}');`] : []
      jobs.set(name ?? at, { where: at, command: text, active: true, switchOff })
    }
  }
  return [...jobs.values()]
}
