/** @typedef {import('./steps.js').Step} Step */
/** @typedef {'keep' | 'beside' | 'replace'} Decision */

/** @type {Record<string, Decision>} */
const letters = { k: 'keep', b: 'beside', r: 'replace' }

const QUESTION =
  '[k]eep yours, keep it with ours [b]eside (.estorno-new), [r]eplace it (yours goes to .estorno-old)? [b] '

/**
 * Asks at the terminal what becomes of each file that differs; no choice loses an edit.
 * @param {Step[]} steps
 * @param {import('./terminal.js').Terminal} terminal
 */
export async function askAbout(steps, terminal) {
  /** @type {Map<Step, Decision>} */
  const decisions = new Map()
  for (const step of steps) {
    const answer = await terminal.ask(`${step.path} differs: ${QUESTION}`)
    decisions.set(step, letters[answer.toLowerCase()] ?? 'beside')
  }
  return decisions
}

/** @param {Step[]} steps */
export function besideAll(steps) {
  /** @type {Map<Step, Decision>} */
  const decisions = new Map(steps.map((step) => [step, 'beside']))
  return decisions
}
