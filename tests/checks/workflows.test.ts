import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../support/command.ts'

const FOLDER = join(ROOT, '.github', 'workflows')

const workflows = async () =>
  await Promise.all((await readdir(FOLDER)).map((name) => readFile(join(FOLDER, name), 'utf8')))

// A tag is whatever its owner lets it point at today.
test('every action that CI runs is named by its commit, with the release for people to read', async () => {
  const actions = (await workflows()).flatMap((text) => text.split('\n')).filter((line) => line.includes('uses:'))
  expect(actions.length).toBeGreaterThan(0)
  expect(actions.filter((line) => !/uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+(\.\d+)+$/.test(line))).toEqual([])
})

// What packages run at their install, and what tests start, would find it in the checkout.
test('no job leaves its token to what runs after the checkout', async () => {
  const checkouts = (await workflows()).flatMap((text) =>
    text.split(/^ {6}- /m).filter((step) => step.startsWith('uses: actions/checkout@')),
  )
  expect(checkouts.length).toBeGreaterThan(0)
  expect(checkouts.filter((step) => !/^ {10}persist-credentials: false$/m.test(step))).toEqual([])
})
