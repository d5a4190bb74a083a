import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../failure.js'

/** @param {unknown} error */
export const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : error)

/**
 * A file of the host as text; undefined when there is none.
 * @param {string} folder
 * @param {string} path
 */
export async function readHostFile(folder, path) {
  try {
    return await readFile(join(folder, path), 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new Failure(`${path} cannot be read (${codeOf(error)}).`)
  }
}

/**
 * The first of these files that there is.
 * @param {string} folder
 * @param {string[]} paths
 */
export async function firstHostFile(folder, paths) {
  for (const path of paths) {
    const content = await readHostFile(folder, path)
    if (content !== undefined) return { path, content }
  }
  return undefined
}
