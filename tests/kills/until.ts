import { setTimeout as pause } from 'node:timers/promises'

const PATIENCE_MS = 20_000

// Asks until there is an answer. A server that is recovering refuses connections: that is no answer yet.
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  let problem: unknown
  while (Date.now() < deadline) {
    try {
      const answer = await ask()
      if (answer !== undefined) return answer
    } catch (error) {
      problem = error
    }
    await pause(5)
  }
  throw new Error(`Waited in vain: ${what}`, { cause: problem })
}
