import { constants } from 'node:fs'
import { appendFile, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '../failure.js'
import { codeOf } from './host-files.js'

/** @typedef {import('./steps.js').Step} Step */
/** @typedef {import('./differences.js').Decision} Decision */

/**
 * Does it under the first of the names <file>, <file>-2, … that nothing has yet.
 * @param {string} file
 * @param {(name: string) => Promise<unknown>} act fails with EEXIST where there is something
 */
async function underFreeName(file, act) {
  for (let count = 1; ; count += 1) {
    try {
      return await act(count === 1 ? file : `${file}-${count}`)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

/**
 * Ours beside the host's file; what lies there from an earlier run may be in the middle of being merged.
 * @param {string} file
 * @param {string} content
 */
const writeBeside = (file, content) =>
  underFreeName(file, async (name) => {
    const there = await readFile(name, 'utf8').catch(() => undefined)
    if (there !== content) await writeFile(name, content, { flag: 'wx' })
  })

/**
 * @param {string} file
 * @param {Step} step
 * @param {Decision} decision
 */
async function settleDifference(file, { content }, decision) {
  if (decision === 'beside') await writeBeside(`${file}.estorno-new`, content)
  if (decision === 'replace') {
    await underFreeName(`${file}.estorno-old`, (copy) => copyFile(file, copy, constants.COPYFILE_EXCL))
    await writeFile(file, content)
  }
}

/** @param {string} file */
async function endsALine(file) {
  return /(^|\n)$/.test(await readFile(file, 'utf8'))
}

/**
 * @param {string} file
 * @param {Step} step
 * @param {Decision} decision
 */
async function write(file, step, decision) {
  if (step.state === 'new') {
    await mkdir(dirname(file), { recursive: true })
    // Fails where a file has come into being since: better than to write over it.
    await writeFile(file, step.content, { flag: 'wx' })
  } else if (step.state === 'update') {
    await writeFile(file, step.content)
  } else if (step.state === 'append') {
    await appendFile(file, (await endsALine(file)) ? step.content : `\n${step.content}`)
  } else if (step.state === 'differs') {
    await settleDifference(file, step, decision)
  }
}

/**
 * @param {string} folder
 * @param {Step[]} steps
 * @param {Map<Step, Decision>} decisions for those that differ
 */
export async function carryOut(folder, steps, decisions) {
  for (const step of steps) {
    try {
      await write(join(folder, step.path), step, decisions.get(step) ?? 'keep')
    } catch (error) {
      throw new Failure(`${step.path} cannot be written (${codeOf(error)}): mend that and run it again.`)
    }
  }
}
