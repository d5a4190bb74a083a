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

const CONFIG_DIR = /^\$\{configDir\}/

/** @param {string} text */
const parseJsonWithComments = (text) => JSON.parse(text.replaceAll(COMMENT, '$1').replaceAll(TRAILING_COMMA, '$1'))

// The last one wins. One that is a package's knows nothing of this project.
/**
 * @param {string} here
 * @param {string | string[]} parents
 */
const parentsOf = (here, parents) =>
  [parents]
    .flat()
    .filter((parent) => parent.startsWith('.'))
    .map((parent) => posix.join(here, parent.endsWith('.json') ? parent : `${parent}.json`))
    .toReversed()

/**
 * @param {string} base
 * @param {string} path where "${configDir}" is the folder of whoever inherits it, which is the project's
 */
const joined = (base, path) => posix.join(CONFIG_DIR.test(path) ? '.' : base, path.replace(CONFIG_DIR, '.'))

/**
 * A configuration's own aliases with what they lead from, or those that it inherits.
 * @param {string} folder
 * @param {string} name
 * @returns {Promise<{ base: string | undefined, from: string, paths: Record<string, string[]> }>}
 */
async function readConfig(folder, name) {
  const here = posix.dirname(name)
  const text = await readHostFile(folder, name)
  if (text === undefined) return { base: undefined, from: here, paths: {} }
  const { data } = tsconfig.safeParse(attempt(() => parseJsonWithComments(text)))
  if (!data) throw new Failure(`${name} cannot be read, so it is unknown where the aliases of components.json point.`)
  const { baseUrl, paths } = data.compilerOptions
  const own = { base: baseUrl === undefined ? undefined : joined(here, baseUrl), from: here, paths }
  for (const parent of parentsOf(here, data.extends)) {
    const inherited = await readConfig(folder, parent)
    own.base ??= inherited.base
    if (Object.keys(own.paths).length === 0) Object.assign(own, { from: inherited.from, paths: inherited.paths })
  }
  return own
}

/**
 * The aliases of a configuration. They lead from baseUrl, whoever says it, or else from where they are written.
 * @param {string} folder
 * @param {string} name
 * @returns {Promise<Alias[]>}
 */
async function readPaths(folder, name) {
  const { base, from, paths } = await readConfig(folder, name)
  return Object.entries(paths).map(([pattern, [path = '']]) => ({ pattern, path: joined(base ?? from, path) }))
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
