import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { withConnection } from '../support/databases.ts'
import { prepareHosted } from '../support/hosted.ts'
import { applyFiles, migrations } from '../support/migrate.ts'
import { scratchFolder } from '../support/scratch.ts'
import { START_MS } from './doctor.ts'
import { type Finding, findingsIn, findingsOf } from './findings.ts'

const definer = (name: string, args: string, body: string) =>
  `create function public.${name}(${args}) returns void language plpgsql security definer as $$ begin ${body} end $$;`
const closed = (name: string, args: string, body: string) =>
  `${definer(name, args, body)} revoke execute on function public.${name} from public, anon, authenticated;`
const trigger = (name: string, body: string) =>
  `create function public.${name}() returns trigger language plpgsql security definer as $$ begin ${body} return new; end $$;`

const JOB = `select * into j from public.upscaler_jobs where id = p`
const PAY = `update public.upscaler_credits set balance = balance + 60, lifetime_balance = lifetime_balance + 60 where user_id = p;`
const SWEEP = `update public.veste_ai_jobs set status = 'failed' where status = 'running' and`
const PAY_FAILED = `if new.status = 'failed' then perform public.refund_upscaler_credits(new.user_id, new.user_credit_cost, 'auto'); end if;`

/** Each is the only defect at its place: what makes it, where it is found, and as what. */
const defects: [name: string, sql: string, codes: string[]][] = [
  // Neither its name nor the word makes it ours.
  [
    'admin_repair_ai_job',
    definer('admin_repair_ai_job', 'p uuid', `raise notice 'Falta o estorno.'; ${PAY}`),
    ['money_function_open'],
  ],
  [
    'ends_in_a_row',
    definer(
      'ends_in_a_row',
      'p uuid',
      `update public.upscaler_jobs set (status, completed_at) = ('failed', now()) where id = p;`,
    ),
    ['money_function_open'],
  ],
  [
    'sets_the_price',
    definer('sets_the_price', 'p uuid', 'update public.upscaler_jobs set user_credit_cost = 90000 where id = p;'),
    ['money_function_open'],
  ],
  [
    'for_the_service',
    definer(
      'for_the_service',
      'p uuid',
      `if coalesce(auth.role(), '') <> 'service_role' then raise exception 'no'; end if; update public.upscaler_jobs set status = 'failed' where id = p and status = 'running';`,
    ),
    ['money_function_self_guarded'],
  ],
  [
    'deletes_a_job',
    definer('deletes_a_job', 'p uuid', 'delete from public.upscaler_jobs where id = p;'),
    ['money_function_open'],
  ],
  [
    'merges_credits',
    definer(
      'merges_credits',
      'p uuid',
      'merge into public.upscaler_credits c using (select p) s (u) on c.user_id = s.u when matched then update set balance = c.balance + 1, lifetime_balance = c.lifetime_balance + 1;',
    ),
    ['money_function_open'],
  ],
  [
    'asks_for_any_user',
    definer(
      'asks_for_any_user',
      'p uuid',
      `update public.upscaler_jobs set status = 'failed' where id = p and auth.uid() is not null;`,
    ),
    ['money_function_open'],
  ],
  [
    'lets_in_nobody',
    definer(
      'lets_in_nobody',
      'p uuid',
      `update public.upscaler_jobs set status = 'failed' where id = p and (user_id = auth.uid() or auth.uid() is null);`,
    ),
    ['money_function_open'],
  ],
  [
    'pays_again',
    closed('pays_again', 'p uuid', `declare j record; begin ${JOB}; if j.status = 'failed' then ${PAY} end if; end;`),
    ['refund_repeatable'],
  ],
  [
    'writes_a_stale_part',
    closed(
      'writes_a_stale_part',
      'p uuid, n integer',
      'declare m integer; begin select lifetime_balance into m from public.upscaler_credits where user_id = p; update public.upscaler_credits set lifetime_balance = m + n, balance = balance + n where user_id = p; end;',
    ),
    ['credits_without_lock'],
  ],
  ...[
    ['sweeps_by_make_interval', '', 'created_at < now() - make_interval(mins => 10)'],
    ['sweeps_by_seconds', '', 'extract(epoch from now() - created_at) > 600'],
    ['sweeps_before_a_moment', 'cutoff timestamptz', 'cutoff > created_at'],
  ].map(([name = '', args = '', condition = '']): [string, string, string[]] => [
    name,
    `${definer(name, args, `${SWEEP} ${condition};`)} revoke execute on function public.${name} from public, anon, authenticated; grant execute on function public.${name} to service_role;`,
    ['other_cleaner'],
  ]),
  [
    'refunds_what_fails',
    `${trigger('refunds_what_fails', PAY_FAILED)} create trigger pay after update on public.pose_changer_jobs for each row execute function public.refunds_what_fails();`,
    ['trigger_refunds'],
  ],
  [
    'public.user_roles',
    'grant all on public.user_roles to authenticated; create policy "All of it" on public.user_roles for all using (true);',
    ['money_column_open', 'policy_always_true'],
  ],
  [
    'public.upscaler_credit_transactions',
    'create policy readers on public.upscaler_credit_transactions for select using (true);',
    ['policy_always_true'],
  ],
  [
    'public.logo_jobs',
    `create table public.logo_jobs (id uuid primary key, owner uuid, status text default 'processing', price integer, "order" integer);
     alter table public.logo_jobs enable row level security; grant all on public.logo_jobs to anon, authenticated;
     create policy p1 on public.logo_jobs for all using (true) with check (true);`,
    ['job_table_unregistered', 'money_column_open', 'policy_always_true'],
  ],
  [
    'public.print_jobs',
    `create table public.print_jobs (id uuid primary key, status text); grant all on public.print_jobs to anon;
     create policy p2 on public.print_jobs for all using (true);`,
    ['job_table_unregistered'],
  ],
]

/** What looks like one and is none. */
const harmless: [name: string, sql: string][] = [
  [
    "a caller's function over closed tables",
    `create function public.tries(p uuid) returns void language sql as $$ ${PAY} $$;`,
  ],
  [
    'a refund that claims its job first',
    closed(
      'claims_first',
      'p uuid',
      `declare j record; begin ${JOB}; update public.upscaler_jobs set credits_refunded = true where id = p and not credits_refunded; if found then ${PAY} end if; end;`,
    ),
  ],
  [
    'a refund that locks its job',
    closed(
      'locks_first',
      'p uuid',
      `declare j record; begin ${JOB} for update; if j.status = 'failed' then ${PAY} end if; end;`,
    ),
  ],
  [
    'a refund with a key',
    closed(
      'has_a_key',
      'p uuid',
      `declare j record; begin ${JOB}; insert into public.paid (id) values (p) on conflict do nothing; if found then ${PAY} end if; end;`,
    ),
  ],
  [
    'a trigger that charges a new job',
    `${trigger('charges', `perform public.spend_upscaler_credits(new.user_id, new.user_credit_cost, 'job');`)} create trigger charge after insert on public.pose_changer_jobs for each row execute function public.charges();`,
  ],
  [
    'a trigger that is switched off',
    `${trigger('rests', PAY_FAILED)} create trigger rest after update on public.veste_ai_jobs for each row execute function public.rests(); alter table public.veste_ai_jobs disable trigger rest;`,
  ],
  ['roles that everybody may read', 'create policy readers on public.user_roles for select using (true);'],
]

const allDefects = defects.map(([, sql]) => sql).join('\n')
const allHarmless = harmless.map(([, sql]) => sql).join('\n')

let cluster: Cluster
let template: string
beforeAll(async () => {
  cluster = await startCluster({ version: 15, durable: false })
  template = await cluster.createDatabase()
  await prepareHosted(cluster, template, { grants: 'explicit', extensions: [] })
  await applyFiles(
    cluster.url({ database: template }),
    migrations().map(({ path }) => path),
  )
}, START_MS)
afterAll(() => cluster?.stop(), START_MS)

async function inDatabase(sql: string) {
  const url = cluster.url({ database: await cluster.createDatabase({ template }) })
  await withConnection(url, (connection) => connection.unsafe(sql))
  return findingsOf(url)
}

async function inFolder(sql: string) {
  const { path } = scratchFolder('shapes')
  mkdirSync(join(path, 'supabase/migrations'), { recursive: true })
  const known =
    'create table public.upscaler_credit_transactions (id uuid); create table public.user_roles (role text);'
  const openOnly = 'alter default privileges in schema public revoke all on tables from anon, authenticated;'
  writeFileSync(join(path, 'supabase/migrations/1_shapes.sql'), [openOnly, known, sql].join('\n'))
  return findingsIn(path)
}

const codesAt = (findings: Finding[], name: string) =>
  findings.filter(({ where }) => new RegExp(`\\b${name}\\b`).test(where)).map(({ code }) => code)

describe.each([
  ['its database', inDatabase],
  ['its migrations', inFolder],
])('told from %s', (_, read) => {
  let found: Finding[]
  beforeAll(async () => {
    found = await read(allDefects)
  }, START_MS)

  test.each(defects.map(([name, , codes]) => [name, codes] as const))('%s: %j', (name, codes) => {
    expect(codesAt(found, name).sort()).toEqual(codes)
  })

  test('a table that cannot be registered by default is asked about, and offered no column', () => {
    const [unregistered] = found.filter(
      ({ code, where }) => code.endsWith('unregistered') && where.includes('logo_jobs'),
    )
    expect(unregistered?.sql).toEqual([])
    for (const said of [
      "customer_column => '…'",
      '(owner?)',
      "cost_column => '…'",
      '(price, order?)',
      'started_column => null',
    ]) {
      expect(unregistered?.mend).toContain(said)
    }
    expect(unregistered?.mend).toContain('in no list: processing)')
    expect(unregistered?.mend).not.toContain('add column')
  })

  test(
    'what looks like a defect and is none is left out',
    async () => {
      expect(await read(allHarmless)).toEqual([])
    },
    START_MS,
  )
})

test(
  'the SQL that closes a table writes its columns as SQL wants them',
  async () => {
    const url = cluster.url({ database: await cluster.createDatabase({ template }) })
    const [, sql = ''] = defects.find(([name]) => name === 'public.logo_jobs') ?? []
    const run = (statement: string) => withConnection(url, (connection) => connection.unsafe(statement))
    await run(sql)
    for (const finding of await findingsOf(url)) for (const statement of finding.sql) await run(statement)
    expect((await findingsOf(url)).map(({ code }) => code)).toEqual(['job_table_unregistered'])
    expect(
      await run(`select has_column_privilege('authenticated', 'public.logo_jobs', 'order', 'update') as may`),
    ).toEqual([{ may: true }])
  },
  START_MS,
)
