/** Something the person at the terminal can mend. Its message is one line and is all they see of it. */
export class StartupError extends Error {}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0] || error.name : String(error)
}
