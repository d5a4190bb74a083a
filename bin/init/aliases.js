import { posix } from 'node:path'
import { z } from 'zod'
import { Failure } from '../failure.js'
import { firstHostFile, readHostFile } from './host-files.js'

/** @typedef {(specifier: string) => string | undefined} Resolve */
/** @typedef {{ pattern: string, path: string }} Alias */

const tsconfig = z.object({
  extends: z.union([z.string(), z.array(z.string())]).default([]),
  compilerOptions: z
    .object({ baseUrl: z.string().optional(), paths: z.record(z.string(), z.array(z.string()).min(1)).default({}) })
    .prefault({}),
})

// A string is matched first, so that "@/*" opens no comment.
const COMMENT = /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
const TRAILING_COMMA = /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g

/** @param {string} text */
const parseJsonWithComments = (text) => JSON.parse(text.replaceAll(COMMENT, '$1').replaceAll(TRAILING_COMMA, '$1'))

/**
 * The aliases of a configuration, or those that it inherits.
 * @param {string} folder
 * @param {string} name
 * @param {string} [heirsBase] the baseUrl of whoever extends it
 * @returns {Promise<Alias[]>}
 */
async function readPaths(folder, name, heirsBase) {
  const text = await readHostFile(folder, name)
  if (text === undefined) return []
  const { data } = tsconfig.safeParse(attempt(() => parseJsonWithComments(text)))
  if (!data) throw new Failure(`${name} cannot be read, so it is unknown where the aliases of components.json point.`)
  const { baseUrl, paths } = data.compilerOptions
  const here = posix.dirname(name)
  const base = heirsBase ?? (baseUrl === undefined ? undefined : posix.join(here, baseUrl))
  const own = Object.entries(paths).map(([pattern, [path = '']]) => ({ pattern, path: posix.join(base ?? here, path) }))
  if (own.length > 0) return own
  // The last one wins. One that is a package's knows nothing of this project.
  for (const parent of [data.extends].flat().toReversed()) {
    if (!parent.startsWith('.')) continue
    const file = posix.join(here, parent.endsWith('.json') ? parent : `${parent}.json`)
    const inherited = await readPaths(folder, file, base)
    if (inherited.length > 0) return inherited
  }
  return []
}

/** @param {() => unknown} parse */
function attempt(parse) {
  try {
    return parse()
  } catch {
    return undefined
  }
}

/** @param {string} pattern */
const headOf = (pattern) => pattern.split('*')[0] ?? ''

/**
 * Where in the project an import specifier of the host points, without an extension; undefined when no alias says so.
 * @param {string} folder
 * @returns {Promise<Resolve>}
 */
export async function readAliases(folder) {
  const ofProject = await readPaths(folder, 'tsconfig.json')
  const paths = ofProject.length > 0 ? ofProject : await readPaths(folder, 'tsconfig.app.json')
  // As the compiler has it: a name that is said whole, then the longest beginning.
  const exact = new Map(paths.map(({ pattern, path }) => [pattern, path]))
  const byLength = paths
    .filter(({ pattern }) => pattern.includes('*'))
    .sort((one, other) => headOf(other.pattern).length - headOf(one.pattern).length)
  return (specifier) => {
    const whole = exact.get(specifier)
    if (whole !== undefined) return whole
    for (const { pattern, path } of byLength) {
      const [head = '', tail = ''] = pattern.split('*')
      if (specifier.length >= head.length + tail.length && specifier.startsWith(head) && specifier.endsWith(tail)) {
        return path.replace('*', specifier.slice(head.length, specifier.length - tail.length))
      }
    }
    return undefined
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
