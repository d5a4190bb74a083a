import { type AddressInfo, createServer, type Server } from 'node:net'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { run } from '../support/command.ts'
import { withConnection } from '../support/databases.ts'
import { prepareHosted } from '../support/hosted.ts'
import { push } from '../support/migrate.ts'
import { doctor, START_MS } from './doctor.ts'

const PASSWORD = 'segredo%23demo'
const DECODED = decodeURIComponent(PASSWORD)

let cluster: Cluster
let installed: string
let empty: string
let strange: string

beforeAll(async () => {
  cluster = await startCluster({ version: 15, durable: false })
  empty = await cluster.createDatabase()
  strange = await cluster.createDatabase()
  installed = await cluster.createDatabase()
  await prepareHosted(cluster, installed, { grants: 'explicit', extensions: [] })
  await push(cluster.url({ database: installed }))
}, START_MS)

afterAll(() => cluster?.stop())

const at = (database: string, user = 'postgres', port = cluster.port) =>
  `postgresql://${user}:${PASSWORD}@127.0.0.1:${port}/${database}`

// One line that says what to do, nothing on stdout, and no trace of the password.
async function refusal(url: string) {
  const { code, stdout, stderr } = await doctor({ url })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^estorno: [^\n]+[.?]\n$/)
  expect(stderr).not.toContain(PASSWORD)
  expect(stderr).not.toContain(DECODED)
  return stderr
}

const lockTable = (sql: postgres.Sql) =>
  new Promise<() => void>((locked) => {
    void sql.begin(async (transaction) => {
      await transaction`lock table estorno.cleanup_runs`
      await new Promise<void>((release) => locked(release))
    })
  })

describe('a database that cannot answer is one clear line: 2', () => {
  test('nobody listens there', async () => {
    expect(await refusal(at('postgres', 'postgres', 1))).toContain(
      'no connection to the database at 127.0.0.1:1 (ECONNREFUSED)',
    )
  })

  test('no such host', async () => {
    expect(await refusal(`postgresql://postgres:${PASSWORD}@db.invalid/postgres`)).toContain('at db.invalid:5432 (E')
  })

  test('no such database', async () => {
    expect(await refusal(at('nowhere'))).toContain('no database "nowhere"')
  })

  test('no such user', async () => {
    expect(await refusal(at(installed, 'nobody'))).toContain('refuses "nobody"')
  })

  test('estorno is not installed', async () => {
    expect(await refusal(at(empty))).toContain('not installed')
  })

  test('a role without the right to ask', async () => {
    expect(await refusal(at(installed, 'authenticator'))).toContain(
      'grant it usage on schema estorno and execute on function',
    )
  })

  test('a server that cannot encrypt where the URL demands it', async () => {
    expect(await refusal(`${at(installed)}?sslmode=require`)).toContain('no connection')
  })

  test.each([
    ['tries to write', 'create table public.trace ()', /cannot execute CREATE TABLE .*\(SQLSTATE 25006\)/],
    [
      'speaks of a state we do not know',
      `return query select 'dizzy', array[]::text[], now(), 1, now(), 0, 0, 0, 0, ''`,
      /not of this version/,
    ],
    ['returns no row', 'return', /not of this version/],
    ['misses another function', 'perform estorno.no_such_function()', /no_such_function.* \(SQLSTATE 42883\)/],
    [
      'repeats the password, over two lines',
      `raise exception using message = E'see\\n${DECODED}'`,
      /: see \*\*\* \(SQLSTATE P0001\)/,
    ],
  ])('a health function that %s', async (_, body, line) => {
    await withConnection(cluster.url({ database: strange }), (sql) =>
      sql.unsafe(`
        create schema if not exists estorno;
        create or replace function estorno.cleaner_health() returns table (
          state text, problems text[], last_success_at timestamptz, age_seconds integer, next_run_at timestamptz,
          failed_jobs_24h integer, failed_runs_24h integer, failed_cron_runs_24h integer, attention_jobs integer, record_head text)
        language plpgsql as $$ begin ${body}; end $$`),
    )
    expect(await refusal(at(strange))).toMatch(line)
  })

  // These take as long as the command is patient: ten seconds with a statement, fifteen in all.
  describe.concurrent('within a time limit', () => {
    test('a statement that does not end', async ({ expect }) => {
      const sql = postgres(cluster.url({ database: installed }), { max: 1 })
      const release = await lockTable(sql)
      const { code, stderr } = await doctor({ url: at(installed) })
      release()
      await sql.end()
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('no answer within 10 s') })
    }, 30_000)

    test('a server that takes the connection and says nothing', async ({ expect }) => {
      const server = await new Promise<Server>((resolve) => {
        const silent = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1', () =>
          resolve(silent),
        )
      })
      const { port } = server.address() as AddressInfo
      const { code, stderr } = await doctor({ url: at('postgres', 'postgres', port) })
      server.close()
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: expect.stringContaining(`127.0.0.1:${port} (ETIMEDOUT)`),
      })
    }, 30_000)
  })
})

describe('a wrong call is one clear line: 2', () => {
  test.each([
    ['no address', { args: ['--health'] }, /pass --database-url or set ESTORNO_DATABASE_URL/],
    ['nothing to examine', { args: [] }, /pass --database-url or set ESTORNO_DATABASE_URL, or --folder/],
    ['health of a folder', { args: ['--health', '--folder', '.'] }, /--folder goes with neither/],
    ['a folder without a project', { args: ['--folder', 'docs'] }, /holds no supabase\//],
    [
      'an option that there is not',
      { args: ['--health', `--databse-url=postgresql://u:${PASSWORD}@h/d`] },
      /--databse-url is unknown/,
    ],
    ['an option without its value', { args: ['--health', '--database-url'] }, /--database-url .* lacks its value/],
    ['an address in the wrong place', { args: ['--health', `postgresql://u:${PASSWORD}@h/d`] }, /too many arguments/],
    ['no address but a word', { url: 'production' }, /cannot be read/],
    ['another kind of address', { url: `https://u:${PASSWORD}@h/d` }, /cannot be read/],
    ['a password that is not encoded', { url: `postgresql://u:12#${DECODED}@h/d` }, /percent-encoded/],
    [
      'an encryption that there is not',
      { url: `postgresql://u:${PASSWORD}@h/d?sslmode=maybe` },
      /sslmode is one of disable/,
    ],
  ])('%s', async (_, call, line) => {
    const { code, stdout, stderr } = await doctor(call)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^estorno: [^\n]+\n$/)
    expect(stderr).toMatch(line)
    expect(stderr).not.toContain('segredo')
  })

  test('no such command', async () => {
    for (const name of ['', 'constructor', 'doktor']) {
      const { code, stderr } = await run(process.execPath, ['bin/estorno.js', name])
      expect({ code, stderr }).toEqual({ code: 2, stderr: 'estorno: no such command. There is: init, doctor.\n' })
    }
  })

  test('help is no error', async () => {
    for (const args of [['--help'], ['doctor', '--help']]) {
      const { code, stdout } = await run(process.execPath, ['bin/estorno.js', ...args])
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('estorno doctor [--health]') })
    }
  })
})
