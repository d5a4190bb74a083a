import { posix } from 'node:path'
import { z } from 'zod'
import { Failure } from '../failure.js'
import { findModule } from './aliases.js'
import { readHostFile } from './host-files.js'
import { fileStep } from './steps.js'

/** @typedef {import('./components-json.js').FrontEnd} FrontEnd */

const SPECIFIER = /(\bfrom\s+|\bimport\s+|\bimport\(\s*)'(@\/[^']+)'/g

const COMPONENTS = '@/components/'
const UI = '@/components/ui/'

const packageJson = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
})

/**
 * The product's own import specifier as the host spells it.
 * @param {FrontEnd} frontEnd
 * @param {string} specifier
 */
function hostSpecifier({ aliases, client }, specifier) {
  if (specifier === '@/integrations/supabase/client') return client
  if (specifier === '@/lib/utils') return aliases.utils
  const [ours, theirs] = specifier.startsWith(UI) ? [UI, aliases.ui] : [COMPONENTS, aliases.components]
  return specifier.startsWith(ours) ? `${theirs}/${specifier.slice(ours.length)}` : specifier
}

/**
 * @param {string} folder
 * @param {string} app where the front end lies in it
 * @param {FrontEnd} frontEnd
 * @param {import('./product.js').ProductFile[]} files
 * @param {import('./manifest.js').Manifest} manifest
 */
export function panelSteps(folder, app, frontEnd, files, manifest) {
  return Promise.all(
    files.map(({ target, content }) => {
      const path = posix.join(app, frontEnd.panelFolder, target.replace('@components/', ''))
      const own = content.replaceAll(
        SPECIFIER,
        (_, head, specifier) => `${head}'${hostSpecifier(frontEnd, specifier)}'`,
      )
      // All else hangs on the tab, so one word on it makes the whole panel run in the browser.
      const isTab = path.endsWith('/AdminAIToolsUsageTab.tsx')
      return fileStep(folder, path, frontEnd.rsc && isTab ? `'use client'\n\n${own}` : own, manifest)
    }),
  )
}

/**
 * The commands that bring what the panel stands on and the host lacks.
 * @param {string} folder
 * @param {FrontEnd} frontEnd
 * @param {{ packages: string[], primitives: string[] }} product
 */
export async function missingForPanel(folder, { aliases, resolve }, { packages, primitives }) {
  const installed = await readPackages(folder)
  // It tells elements of its own major version only.
  const react = /\d+/.exec(installed.get('react') ?? '')?.[0]
  const absentPackages = packages
    .filter((name) => !installed.has(name))
    .map((name) => (name === 'react-is' && react ? `${name}@${react}` : name))
  /** @type {string[]} */
  const absentPrimitives = []
  for (const name of primitives) {
    const path = resolve(`${aliases.ui}/${name}`)
    if (path === undefined || !(await findModule(folder, path))) absentPrimitives.push(name)
  }
  return [
    ...(absentPackages.length > 0 ? [`npm install ${absentPackages.join(' ')}`] : []),
    ...(absentPrimitives.length > 0 ? [`npx shadcn@latest add ${absentPrimitives.join(' ')}`] : []),
  ]
}

/** @param {string} folder */
async function readPackages(folder) {
  const text = (await readHostFile(folder, 'package.json')) ?? '{}'
  try {
    const { dependencies, devDependencies } = packageJson.parse(JSON.parse(text))
    return new Map(Object.entries({ ...devDependencies, ...dependencies }))
  } catch {
    throw new Failure('package.json cannot be read.')
  }
}
