import { readHostFile } from './host-files.js'

const PATH = 'supabase/config.toml'
const HEADER = /^\s*\[\s*functions\s*\.\s*["']?admin-cancel-job["']?\s*\]/

const SECTION = `
# The function verifies the caller's token itself; the gateway's check refuses good tokens of newer signing keys.
[functions.admin-cancel-job]
verify_jwt = false
`

/**
 * Adds the function's section to config.toml, unless there is one.
 * @param {string} folder
 * @returns {Promise<import('./steps.js').Step>}
 */
export async function configStep(folder) {
  const step = { path: PATH, content: SECTION }
  const there = await readHostFile(folder, PATH)
  if (there === undefined) {
    return { ...step, state: 'kept', note: 'there is none: deploy the function with --no-verify-jwt' }
  }
  const lines = there.split(/\r?\n/).map((line) => line.replace(/#.*/, ''))
  const start = lines.findIndex((line) => HEADER.test(line))
  if (start < 0) {
    // A section after such a table would make the file invalid.
    const isClosed = lines.some((line) => /^\s*["']?functions["']?\s*=/.test(line))
    if (!isClosed && !lines.some((line) => line.includes('admin-cancel-job'))) return { ...step, state: 'append' }
    return { ...step, state: 'kept', note: 'see that verify_jwt is false for admin-cancel-job' }
  }
  const length = lines.slice(start + 1).findIndex((line) => /^\s*\[/.test(line))
  const section = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length)
  if (section.some((line) => /^\s*verify_jwt\s*=\s*false\s*$/.test(line))) return { ...step, state: 'same' }
  return { ...step, state: 'kept', note: 'set verify_jwt = false under [functions.admin-cancel-job]' }
}
