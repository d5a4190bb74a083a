import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/command.ts'

const PANEL = 'src/components/admin'

const files = readdirSync(join(ROOT, PANEL), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, PANEL, name), 'utf8') }))

// What `lazy` and `createContext` give back is no component that was written there.
const COMPONENT = /^(?:export )?(?:function|class|const(?=.*(?:=> |memo\()))\s+([A-Z]\w*[a-z]\w*)/gm

test('no file of the panel holds two components', () => {
  const crowded = files.flatMap(({ name, text }) => {
    const components = [...text.matchAll(COMPONENT)].map(([, component]) => component)
    return components.length > 1 ? [`${name}: ${components.join(', ')}`] : []
  })
  expect(crowded).toEqual([])
})

test('half of the panel’s components are shorter than 80 lines', () => {
  const lines = files.map(({ text }) => text.split('\n').length).sort((one, other) => one - other)
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThan(80)
})
