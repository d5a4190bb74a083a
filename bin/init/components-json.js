import { z } from 'zod'
import { Failure } from '../failure.js'
import { findModule, readAliases } from './aliases.js'
import { readHostFile } from './host-files.js'

/** @typedef {NonNullable<Awaited<ReturnType<typeof readFrontEnd>>>} FrontEnd */

const componentsJson = z.object({
  rsc: z.boolean().default(false),
  tsx: z.boolean().default(true),
  aliases: z.object({
    components: z.string(),
    utils: z.string(),
    ui: z.string().optional(),
    lib: z.string().optional(),
  }),
})

/** @param {string} text */
function parse(text) {
  try {
    return componentsJson.parse(JSON.parse(text))
  } catch {
    throw new Failure('components.json cannot be read: it needs aliases for components and utils, as shadcn writes it.')
  }
}

/** @param {string} specifier */
const parent = (specifier) => specifier.slice(0, specifier.lastIndexOf('/'))

const EXPORTS_CLIENT = /export\s+(const|let|var)\s+supabase\b|export\s*\{[^}]*\bsupabase\b[^}]*\}/

/**
 * The module of the host that exports its Supabase client as `supabase`. A package that was named is believed.
 * @param {string} folder
 * @param {import('./aliases.js').Resolve} resolve
 * @param {string[]} candidates
 * @param {string | undefined} named
 */
async function findClient(folder, resolve, candidates, named) {
  for (const specifier of candidates) {
    const path = resolve(specifier)
    if (path === undefined && specifier === named) return specifier
    const module = path === undefined ? undefined : await findModule(folder, path)
    if (module && EXPORTS_CLIENT.test(module.content)) return specifier
  }
  throw new Failure(
    `no module exports the Supabase client as "supabase" (looked at ${candidates.join(', ')}): name it with --client, or leave the panel out with --no-panel.`,
  )
}

/**
 * What the panel's files need to know of the host's front end; undefined when there is no components.json.
 * @param {string} folder
 * @param {string | undefined} client
 */
export async function readFrontEnd(folder, client) {
  const text = await readHostFile(folder, 'components.json')
  if (text === undefined) return undefined
  const { rsc, tsx, aliases } = parse(text)
  if (!tsx)
    throw new Failure(
      'components.json says "tsx": false, and the panel is written in TypeScript: leave it out with --no-panel.',
    )
  const { components, utils, ui = `${components}/ui`, lib = parent(utils) } = aliases
  const resolve = await readAliases(folder)
  const panelFolder = resolve(components)
  if (panelFolder === undefined) {
    throw new Failure(
      `the alias ${components} of components.json stands in no "paths" of tsconfig.json. --no-panel leaves the panel out.`,
    )
  }
  const root = parent(components)
  const candidates = [`${root}/integrations/supabase/client`, `${lib}/supabase/client`, `${lib}/supabase`]
  return {
    aliases: { components, ui, utils },
    client: await findClient(folder, resolve, client === undefined ? candidates : [client], client),
    panelFolder,
    resolve,
    rsc,
  }
}
