import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Failure } from '../failure.js'
import { readHostFile } from './host-files.js'

/** @typedef {import('./steps.js').Step} Step */
/** @typedef {Record<string, string>} Manifest path of a file, and the hash of what was written there */

const PATH = 'supabase/estorno.json'
const manifest = z.record(z.string(), z.string())

// A checkout may have turned the line ends; that is nobody's edit.
/** @param {string} text */
export const hashOf = (text) => createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')

/**
 * What earlier runs wrote: a file that is still so holds no edit of the host's.
 * @param {string} folder
 * @returns {Promise<Manifest>}
 */
export async function readManifest(folder) {
  const text = await readHostFile(folder, PATH)
  if (text === undefined) return {}
  try {
    return manifest.parse(JSON.parse(text))
  } catch {
    throw new Failure(`${PATH} cannot be read: mend it, or delete it, and each file that differs is asked about.`)
  }
}

/**
 * @param {string} folder
 * @param {Step[]} steps whole files, as they were planned
 * @param {Map<Step, import('./differences.js').Decision>} decisions
 * @returns {Promise<Step>}
 */
export async function manifestStep(folder, steps, decisions) {
  const written = steps.filter(
    (step) => ['new', 'same', 'update'].includes(step.state) || decisions.get(step) === 'replace',
  )
  const hashes = { ...(await readManifest(folder)) }
  for (const { path, content } of written) hashes[path] = hashOf(content)
  const sorted = Object.entries(hashes).sort(([one], [other]) => (one < other ? -1 : 1))
  const content = `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`
  const there = await readHostFile(folder, PATH)
  if (there === undefined) return { path: PATH, content, state: 'new' }
  return { path: PATH, content, state: hashOf(there) === hashOf(content) ? 'same' : 'update' }
}
