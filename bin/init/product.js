import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/** @typedef {{ target: string, content: string }} ProductFile */

const PACKAGE = new URL('../../', import.meta.url)

const item = z.object({
  name: z.string(),
  dependencies: z.array(z.string()).default([]),
  registryDependencies: z.array(z.string()).default([]),
  files: z.array(z.object({ path: z.string(), target: z.string() })),
})

const registry = z.object({ items: z.array(item) })

/** @param {string} path */
const read = (path) => readFile(new URL(path, PACKAGE), 'utf8')

/**
 * The files of one item of registry.json, which is the one list of what a host gets, and what they need there.
 * @param {string} name
 */
export async function readProduct(name) {
  const { items } = registry.parse(JSON.parse(await read('registry.json')))
  const found = items.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`registry.json has no item "${name}"`)
  const files = await Promise.all(found.files.map(async ({ path, target }) => ({ target, content: await read(path) })))
  return { files, packages: found.dependencies, primitives: found.registryDependencies }
}
