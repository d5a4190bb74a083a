import { readHostFile } from './host-files.js'
import { hashOf } from './manifest.js'

/**
 * What is to be done about one file of the host. `same`: nothing, `new`: write it, `update`: write over what an earlier run
 * wrote, `append`: add to its end, `differs`: ask, `kept`: never touched, `note` says why.
 * @typedef {{ path: string, state: 'same' | 'new' | 'update' | 'append' | 'differs' | 'kept', content: string, note?: string }} Step
 */

/**
 * @param {string} folder
 * @param {string} path
 * @param {string} content
 * @param {import('./manifest.js').Manifest} manifest
 * @returns {Promise<Step>}
 */
export async function fileStep(folder, path, content, manifest) {
  const there = await readHostFile(folder, path)
  if (there === undefined) return { path, content, state: 'new' }
  if (hashOf(there) === hashOf(content)) return { path, content, state: 'same' }
  return { path, content, state: hashOf(there) === manifest[path] ? 'update' : 'differs' }
}
