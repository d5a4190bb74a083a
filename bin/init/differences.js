import { createInterface } from 'node:readline'
import { Failure } from '../failure.js'

/** @typedef {import('./steps.js').Step} Step */
/** @typedef {'keep' | 'beside' | 'replace'} Decision */

/** @type {Record<string, Decision>} */
const letters = { k: 'keep', b: 'beside', r: 'replace' }

const QUESTION =
  '[k]eep yours, keep it with ours [b]eside (.estorno-new), [r]eplace it (yours goes to .estorno-old)? [b] '

/**
 * Asks at the terminal what becomes of each file that differs; no choice loses an edit. The end of the input, as by
 * Ctrl-C, ends it all.
 * @param {Step[]} steps
 * @param {NodeJS.ReadableStream} input
 * @param {NodeJS.WritableStream} output
 */
export async function askAbout(steps, input, output) {
  const terminal = createInterface({ input, output })
  const lines = terminal[Symbol.asyncIterator]()
  /** @type {Map<Step, Decision>} */
  const decisions = new Map()
  for (const step of steps) {
    output.write(`${step.path} differs: ${QUESTION}`)
    const { done, value: answer } = await lines.next()
    if (done) throw new Failure('that was no answer, so nothing was written.')
    decisions.set(step, letters[answer.trim().toLowerCase()] ?? 'beside')
  }
  terminal.close()
  return decisions
}

/** @param {Step[]} steps */
export function besideAll(steps) {
  /** @type {Map<Step, Decision>} */
  const decisions = new Map(steps.map((step) => [step, 'beside']))
  return decisions
}
