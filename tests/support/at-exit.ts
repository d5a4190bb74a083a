import { constants } from 'node:os'

const cleanups = new Set<() => void>()
let installed = false

// Runs when the process ends, whatever ends it but SIGKILL. Returns the function that takes it back.
export function atExit(cleanup: () => void): () => void {
  if (!installed) {
    installed = true
    process.on('exit', () => {
      // What was opened last is closed first.
      for (const run of [...cleanups].reverse()) run()
    })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => process.exit(128 + constants.signals[signal]))
    }
  }
  cleanups.add(cleanup)
  return () => cleanups.delete(cleanup)
}
