import { join } from 'node:path'
import { type CommandOptions, ROOT, run } from '../support/command.ts'
import { outcomeOf, type Stage } from './stage.ts'

const FUNCTIONS = join(ROOT, 'supabase', 'functions')

// One command is one check; what it printed is shown when it failed.
function command(
  name: string,
  group: string,
  [program, ...args]: [string, ...string[]],
  options?: CommandOptions,
): Stage {
  return {
    name,
    group,
    async run() {
      const { code, stdout, stderr } = await run(program, args, options)
      if (code !== 0) console.log(stdout + stderr)
      return outcomeOf(code === 0)
    },
  }
}

export const staticStages: Stage[] = [
  command('typecheck', 'static', ['tsc', '--noEmit']),
  command('biome', 'static', ['biome', 'check', '--error-on-warnings', '.']),
  command('knip', 'static', ['knip']),
  command('deno check', 'function', ['deno', 'check', 'index.ts'], { cwd: join(FUNCTIONS, 'admin-cancel-job') }),
  command('deno lint', 'function', ['deno', 'lint'], { cwd: FUNCTIONS }),
]
