const LITERAL_KEY = /eyJ[\w-]{10,}\.[\w-]+|sb_secret_\w+|bearer\s+[\w.-]{16,}/i
const NAMES_A_KEY = /service_role|bearer\s/i

// A key that is read from the vault when the command runs is where it belongs.
/** @param {string} command */
const holdsKey = (command) => LITERAL_KEY.test(command) || (NAMES_A_KEY.test(command) && !/\bvault\./i.test(command))

/** @type {import('./finding.js').Check<import('./finding.js').Scripts>} */
export const keyInCron = {
  code: 'key_in_cron',
  level: 'error',
  why: 'The service key opens every row and every function. A command is kept in clear text, with each of its runs, in each dump and in git.',
  find: ({ cronJobs }) =>
    cronJobs
      .filter(({ command }) => holdsKey(command))
      .map(({ where }) => ({
        where,
        what: 'Its command holds a key of the service, or takes it from a setting.',
        mend: 'Replace the key, keep the new one in the vault, and read it in the command: (select decrypted_secret from vault.decrypted_secrets where name = …). estorno needs none: its command calls the database function.',
        sql: [],
      })),
}
