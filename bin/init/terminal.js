import { createInterface } from 'node:readline'
import { Failure } from '../failure.js'

/** @typedef {ReturnType<typeof openTerminal>} Terminal */

/**
 * Asks line by line. The end of the input, as by Ctrl-C, ends it all.
 * @param {NodeJS.ReadableStream} input
 * @param {NodeJS.WritableStream} output
 */
export function openTerminal(input, output) {
  const terminal = createInterface({ input, output })
  const lines = terminal[Symbol.asyncIterator]()
  return {
    /** @param {string} question */
    async ask(question) {
      output.write(question)
      const { done, value } = await lines.next()
      if (done) throw new Failure('that was no answer, so nothing was written.')
      return value.trim()
    },
    close: () => terminal.close(),
  }
}
