import { readHostFile } from './host-files.js'

/**
 * What is to be done about one file of the host. `same`: nothing, `new`: write it, `append`: add to its end,
 * `differs`: ask, `kept`: never touched, `note` says why.
 * @typedef {{ path: string, state: 'same' | 'new' | 'append' | 'differs' | 'kept', content: string, note?: string }} Step
 */

// A checkout may have turned the line ends; that is nobody's edit.
/** @param {string} text */
const withoutReturns = (text) => text.replaceAll('\r\n', '\n')

/**
 * @param {string} one
 * @param {string} other
 */
export const sameText = (one, other) => withoutReturns(one) === withoutReturns(other)

/**
 * @param {string} folder
 * @param {string} path
 * @param {string} content
 * @returns {Promise<Step>}
 */
export async function fileStep(folder, path, content) {
  const there = await readHostFile(folder, path)
  if (there === undefined) return { path, content, state: 'new' }
  return { path, content, state: sameText(there, content) ? 'same' : 'differs' }
}
