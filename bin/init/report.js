/** @typedef {import('./steps.js').Step} Step */

/** @type {Record<Step['state'], string>} */
const words = { new: 'add', update: 'update', append: 'append to', differs: 'DIFFERS', kept: 'leave', same: 'same' }

/**
 * What will be done, one line a file; files that are there already are only counted.
 * @param {Step[]} steps
 */
export function planInWords(steps) {
  const same = steps.filter(({ state }) => state === 'same').length
  const lines = steps
    .filter(({ state }) => state !== 'same')
    .map(
      ({ state, path, note }) => `  ${words[state].padEnd(9)}  ${path}${state === 'kept' && note ? ` (${note})` : ''}`,
    )
  return [...lines, ...(same > 0 ? [`  ${same} files are there already, as they should be.`] : [])].join('\n')
}

const ADMIN = `insert into public.user_roles (user_id, role)
      select id, 'admin' from auth.users where email = 'admin@example.com' on conflict do nothing;`

/**
 * @param {string[]} preparations commands for what the panel lacks
 * @param {boolean} hasConfig
 */
export function remainingInWords(preparations, hasConfig) {
  const flags = hasConfig ? '--use-api' : '--use-api --no-verify-jwt'
  return [
    'What remains:',
    ...preparations.map((command) => `  ${command}`),
    '  npx supabase db push                (--include-all, should it say that a migration is older than the last one)',
    `  npx supabase functions deploy admin-cancel-job ${flags}`,
    '  and in the SQL editor the first admin, and a look at what the installation met:',
    `      ${ADMIN}`,
    '      select * from estorno.installation_notes();',
  ].join('\n')
}
