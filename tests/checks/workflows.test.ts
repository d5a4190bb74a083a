import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/command.ts'

const FOLDER = join(ROOT, '.github', 'workflows')

// A tag is whatever its owner lets it point at today.
test('every action that CI runs is named by its commit, with the release for people to read', async () => {
  const files = await Promise.all((await readdir(FOLDER)).map((name) => readFile(join(FOLDER, name), 'utf8')))
  const actions = files.flatMap((text) => text.split('\n')).filter((line) => line.includes('uses:'))
  expect(actions.length).toBeGreaterThan(0)
  expect(actions.filter((line) => !/uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+(\.\d+)+$/.test(line))).toEqual([])
})
