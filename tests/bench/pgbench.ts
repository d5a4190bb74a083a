import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mustRun } from '../support/command.ts'
import { postgresBinaries } from '../support/postgres-binaries.ts'
import { scratchFolder } from '../support/scratch.ts'

export type Session = { url: string; settings?: Record<string, string> }

/**
 * Runs a script of sql/cancel `transactions` times over all clients, each with its own share of bench.target. How long each
 * took, in milliseconds, from pgbench's own log.
 */
export async function pgbench(
  script: string,
  session: Session,
  clients: number,
  transactions: number,
): Promise<number[]> {
  const folder = scratchFolder('pgbench')
  try {
    const options = ['--no-vacuum', '--protocol=prepared', '--log', `--log-prefix=${join(folder.path, 'log')}`]
    const variables = ['--define=turn=-1', `--define=clients=${clients}`]
    const load = [`--client=${clients}`, `--jobs=${Math.min(clients, 2)}`, `--transactions=${transactions / clients}`]
    const file = `--file=${join(import.meta.dirname, 'sql', 'cancel', `${script}.sql`)}`
    const settings = Object.entries(session.settings ?? {}).map(([name, value]) => `-c ${name}=${value}`)
    await mustRun(
      join(postgresBinaries(15, undefined), 'pgbench'),
      [...options, ...variables, ...load, file, session.url],
      {
        env: { PGOPTIONS: settings.join(' ') },
      },
    )
    const lines = readdirSync(folder.path).flatMap((name) =>
      readFileSync(join(folder.path, name), 'utf8').trim().split('\n'),
    )
    // client, transaction, microseconds, …
    return lines.map((line) => Number(line.split(' ')[2]) / 1000)
  } finally {
    folder.remove()
  }
}
