import { posix } from 'node:path'
import { z } from 'zod'
import { Failure } from '../failure.js'
import { firstHostFile, readHostFile } from './host-files.js'

/** @typedef {(specifier: string) => string} Resolve */

const tsconfig = z.object({
  compilerOptions: z
    .object({ baseUrl: z.string().default('.'), paths: z.record(z.string(), z.array(z.string()).min(1)).default({}) })
    .prefault({}),
})

// A string is matched first, so that "@/*" opens no comment.
const COMMENT = /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
const TRAILING_COMMA = /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g

/** @param {string} text */
const parseJsonWithComments = (text) => JSON.parse(text.replaceAll(COMMENT, '$1').replaceAll(TRAILING_COMMA, '$1'))

/** @param {string} folder */
async function readPaths(folder) {
  for (const name of ['tsconfig.json', 'tsconfig.app.json']) {
    const text = await readHostFile(folder, name)
    if (text === undefined) continue
    try {
      const { baseUrl, paths } = tsconfig.parse(parseJsonWithComments(text)).compilerOptions
      const found = Object.entries(paths).map(([pattern, [path = '']]) => ({
        pattern,
        path: posix.join(baseUrl, path),
      }))
      if (found.length > 0) return found
    } catch {
      throw new Failure(`${name} cannot be read, so it is unknown where the aliases of components.json point.`)
    }
  }
  return []
}

/**
 * Where in the project an import specifier of the host points, without an extension.
 * @param {string} folder
 * @returns {Promise<Resolve>}
 */
export async function readAliases(folder) {
  const paths = await readPaths(folder)
  return (specifier) => {
    for (const { pattern, path } of paths) {
      if (pattern === specifier) return path
      const [head = '', tail] = pattern.split('*')
      if (tail !== undefined && specifier.startsWith(head) && specifier.endsWith(tail)) {
        return path.replace('*', specifier.slice(head.length, specifier.length - tail.length))
      }
    }
    throw new Failure(
      `the alias ${specifier} of components.json stands in no "paths" of tsconfig.json. --no-panel leaves the panel out.`,
    )
  }
}

/**
 * The module behind a specifier, whatever its extension.
 * @param {string} folder
 * @param {string} path
 */
export const findModule = (folder, path) =>
  firstHostFile(
    folder,
    ['.ts', '.tsx', '.js', '.jsx', '/index.ts', '/index.js'].map((ending) => path + ending),
  )
