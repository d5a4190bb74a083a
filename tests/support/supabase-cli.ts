import { type CommandOptions, type CommandResult, run } from './command.ts'
import { type ScratchFolder, scratchFolder } from './scratch.ts'

let home: ScratchFolder | undefined

// The CLI gets a home of its own, so that it neither reads nor leaves anything in the user's.
export function supabase(args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  home ??= scratchFolder('cli-home')
  return run('supabase', args, {
    ...options,
    // Without PGSSLMODE the CLI prints a warning into its output.
    env: {
      HOME: home.path,
      TMPDIR: home.path,
      PGSSLMODE: 'disable',
      SUPABASE_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      ...options.env,
    },
  })
}
