import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { type Dependency, isAllowed, LICENCES_PAGE, licencesPage, readDependencies } from '../support/licences.ts'

test('every package is under a licence that was looked at', async () => {
  const dependencies = await readDependencies()
  expect(dependencies.length).toBeGreaterThan(100)
  expect(dependencies.filter((dependency) => !isAllowed(dependency))).toEqual([])
})

test('docs/licences.md is as `npm run licences` would write it', async () => {
  expect(await readFile(LICENCES_PAGE, 'utf8')).toBe(licencesPage(await readDependencies()))
})

test.each<Dependency>([
  { name: 'somebody', version: '1.0.0', licence: 'AGPL-3.0-only', tool: true },
  { name: 'somebody', version: '1.0.0', licence: 'none stated', tool: true },
  { name: 'somebody', version: '1.0.0', licence: 'MPL-2.0', tool: false },
])('$licence is refused where tool is $tool', (dependency) => {
  expect(isAllowed(dependency)).toBe(false)
})
