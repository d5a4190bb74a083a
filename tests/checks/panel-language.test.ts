import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/command.ts'

const PANEL = 'src/components/admin'

const sources = readdirSync(join(ROOT, PANEL), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(ROOT, PANEL, name), 'utf8') }))

// Radix puts them at the end of the host's page, out of the element that says the panel's language.
const OVERLAY = /<(?:AlertDialog|Dialog|Sheet|Select)Content\b[^>]*>/g

test('every dialog, sheet and list of options says the language of its texts', () => {
  const overlays = sources.flatMap(({ name, text }) => [...text.matchAll(OVERLAY)].map(([tag]) => `${name}: ${tag}`))
  expect(overlays.length).toBeGreaterThan(5)
  expect(overlays.filter((tag) => !tag.includes(' lang={texts.lang}'))).toEqual([])
})

test('every toast is told in one place, which says the language of its words', () => {
  const tellers = sources.filter(({ text }) => text.includes("from 'sonner'")).map(({ name }) => name)
  expect(tellers).toEqual(['ai-jobs/panel/toast.tsx'])
})
