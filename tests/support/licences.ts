import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT } from './command.ts'

export const LICENCES_PAGE = join(ROOT, 'docs', 'licences.md')

// What is handed on with the panel asks for no more than its notice; tools may ask for more, because they are not handed on.
const HANDED_ON = [
  ...['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense'],
  'MIT AND ISC AND BSD-3-Clause',
]
const TOOLS = [
  ...HANDED_ON,
  ...['MPL-2.0', 'MIT-0', 'BlueOak-1.0.0', 'Python-2.0', 'MIT OR Apache-2.0', '(MIT OR CC0-1.0)'],
]

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string(), license: z.string().default('none stated'), dev: z.boolean().default(false) }),
  ),
})

export type Dependency = { name: string; version: string; licence: string; tool: boolean }

/** Every package of the lock file, also those for other systems; the project itself is none. */
export async function readDependencies(): Promise<Dependency[]> {
  const { packages } = lockFile.parse(JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')))
  return Object.entries(packages).flatMap(([path, { version, license, dev }]) =>
    path === '' ? [] : [{ name: path.split('node_modules/').at(-1) ?? path, version, licence: license, tool: dev }],
  )
}

export const isAllowed = ({ licence, tool }: Dependency): boolean => (tool ? TOOLS : HANDED_ON).includes(licence)

function byLicence(dependencies: Dependency[]): string {
  const licences = [...new Set(dependencies.map(({ licence }) => licence))].sort()
  return licences
    .map((licence) => {
      const theirs = dependencies.filter((dependency) => dependency.licence === licence)
      const names = [...new Set(theirs.map(({ name, version }) => `${name} ${version}`))].sort()
      return `- **${licence}** (${names.length}): ${names.join(', ')}`
    })
    .join('\n')
}

/** The page that lists them. */
export function licencesPage(dependencies: Dependency[]): string {
  return `# Licences

Of all packages that the lock file names, also for other systems. Estorno itself is under the [MIT licence](../LICENSE). Made by
\`npm run licences\`; a test fails when it is stale, or when a package comes under a licence that was not looked at
(\`tests/support/licences.ts\`).

## What the product stands on

${byLicence(dependencies.filter(({ tool }) => !tool))}

## What builds and tests it

Not handed on to anybody.

${byLicence(dependencies.filter(({ tool }) => tool))}
`
}
