import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { SUPERUSER, withConnection } from '../support/databases.ts'
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
  ...[
    [
      'pays_by_variable',
      'declare v integer; begin select balance into v from public.upscaler_credits where user_id = new.user_id for update; v := v + new.user_credit_cost; update public.upscaler_credits set balance = v, lifetime_balance = v where user_id = new.user_id; end;',
    ],
    [
      'pays_in_a_row',
      'update public.upscaler_credits set (balance, lifetime_balance) = (balance + 60, lifetime_balance + 60) where user_id = new.user_id;',
    ],
    [
      'writes_a_refund',
      `insert into public.upscaler_credit_transactions (user_id, amount, transaction_type) values (new.user_id, 60, 'refund');`,
    ],
  ].map(([name = '', body = '']): [string, string, string[]] => [
    name,
    `${trigger(name, body)} create trigger ${name} after update on public.pose_changer_jobs for each row execute function public.${name}();`,
    ['trigger_refunds'],
  ]),
  [
    'public.card_jobs',
    `create table public.card_jobs (id uuid primary key, user_id uuid, status text, "unitPrice" integer);
     alter table public.card_jobs enable row level security; grant all on public.card_jobs to authenticated;
     create policy p3 on public.card_jobs for update using (user_id = auth.uid());`,
    ['job_table_unregistered', 'money_column_open'],
  ],
  [
    'deletes_what_runs',
    `${definer('deletes_what_runs', '', `delete from public.upscaler_jobs where status = 'running' and created_at < now() - interval '10 minutes';`)} revoke execute on function public.deletes_what_runs from public, anon, authenticated; grant execute on function public.deletes_what_runs to service_role;`,
    ['other_cleaner'],
  ],
  [
    'mint_atomic',
    'create function public.mint_atomic(p uuid) returns void language sql security definer begin atomic update public.upscaler_credits c set balance = c.balance + 1, lifetime_balance = case when p is null then 0 else c.lifetime_balance + 1 end where user_id = p; end;',
    ['money_function_open'],
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
  [
    'a request for a refund that a trigger writes',
    `create table public.refund_requests (job_id uuid); alter table public.refund_requests enable row level security;
     ${trigger('asks', 'insert into public.refund_requests(job_id) values (new.id);')} create trigger ask after update on public.pose_changer_jobs for each row execute function public.asks();`,
  ],
  [
    'a trigger that takes credits, by a variable',
    `${trigger('takes', 'declare v integer; begin select balance into v from public.upscaler_credits where user_id = new.user_id for update; declare w integer := v - 5; begin update public.upscaler_credits set balance = w where user_id = new.user_id; end; end;')} create trigger take after update on public.pose_changer_jobs for each row execute function public.takes();`,
  ],
  ...[
    'balance = coalesce(balance, 0) + n',
    'balance = greatest(c.balance - n, 0)',
    'balance = lifetime_balance + 100, monthly_balance = 100',
  ].map((set, i): [string, string] => [
    `one statement: ${set}`,
    closed(`sets_at_once_${i}`, 'p uuid, n integer', `update public.upscaler_credits c set ${set} where user_id = p;`),
  ]),
  [
    'one statement, without quotes',
    `create function public.sets_atomic(p uuid, n integer) returns void language sql begin atomic update public.upscaler_credits set balance = balance + n where user_id = p; end;`,
  ],
  [
    'a policy for admins and for the service',
    `grant update on public.upscaler_jobs to authenticated;
     create policy known on public.upscaler_jobs for update using (public.has_role(auth.uid(), 'admin') or (auth.jwt() ->> 'role') = 'service_role');`,
  ],
  [
    'what is kept no longer than 90 days',
    closed(
      'keeps_90_days',
      '',
      `delete from public.upscaler_jobs where status in ('completed', 'failed') and created_at < now() - interval '90 days';`,
    ),
  ],
  ['roles that everybody may read', 'create policy readers on public.user_roles for select using (true);'],
]

const allDefects = defects.map(([, sql]) => sql).join('\n')
const allHarmless = harmless.map(([, sql]) => sql).join('\n')

vi.setConfig({ testTimeout: START_MS })
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

describe('on the installed product', () => {
  let url: string
  const run = (statement: string) => withConnection(url, (connection) => connection.unsafe(statement))
  const silence = async () => {
    for (const { sql } of await findingsOf(url)) for (const statement of sql) await run(statement)
  }
  beforeEach(async () => {
    url = cluster.url({ database: await cluster.createDatabase({ template }) })
  })

  const like = (name: string, rest: string) =>
    `create table public.${name} (like public.veste_ai_jobs including defaults); alter table public.${name} enable row level security; ${rest}`

  test.each([
    ['no unique id', like('flyer_jobs', '')],
    [
      'a check that lets none fail',
      like(
        'flyer_jobs',
        `alter table public.flyer_jobs add primary key (id), add constraint "A word" check (status in ('queued', 'completed'))`,
      ),
    ],
    [
      'an index of that name that does not fit',
      'drop index public.veste_ai_jobs_unfinished; create index veste_ai_jobs_unfinished on public.veste_ai_jobs (status)',
    ],
  ])('%s: the SQL silences it', async (_, violation) => {
    await run(violation)
    expect(await findingsOf(url)).toHaveLength(1)
    await silence()
    expect(await findingsOf(url)).toEqual([])
  })

  test('a partitioned table without a key on its id alone is asked about', async () => {
    await run(
      'create table public.flyer_jobs (like public.veste_ai_jobs) partition by range (created_at); alter table public.flyer_jobs enable row level security',
    )
    expect(await findingsOf(url)).toMatchObject([{ sql: [], mend: expect.stringContaining('partitioned') }])
  })

  test('a procedure can be closed', async () => {
    await run(
      `create procedure public.mint(p uuid) language plpgsql security definer as $$ begin ${PAY} end $$; grant execute on procedure public.mint to anon`,
    )
    expect(await findingsOf(url)).toMatchObject([{ code: 'money_function_open' }])
    await silence()
    expect(await findingsOf(url)).toEqual([])
  })

  test('a table that cannot be read stops nothing, and is asked about', async () => {
    const address = cluster.url({ database: new URL(url).pathname.slice(1), user: SUPERUSER })
    await withConnection(address, (superuser) =>
      superuser.unsafe(
        `${like('flyer_jobs', 'alter table public.flyer_jobs add primary key (id)')}; revoke all on public.flyer_jobs from public, postgres, anon, authenticated`,
      ),
    )
    expect(await findingsOf(url)).toMatchObject([{ sql: [], mend: expect.stringContaining('cannot be read') }])
  })

  test('the end words of a registered table count as such', async () => {
    await run(`
      ${like('flyer_jobs', 'alter table public.flyer_jobs add primary key (id)')};
      create index on public.flyer_jobs (created_at) where status <> all ('{completed,failed,cancelled,caiu}');
      create index on public.flyer_jobs (created_at desc, id desc);
      select estorno.register_job_table('flyer_jobs', 'Flyer', over_statuses => '{completed,failed,cancelled,caiu}');
      ${definer('drops', '', `update public.flyer_jobs set status = 'caiu' where status = 'running' and created_at < now() - interval '1 hour';`)}
      revoke execute on function public.drops from public, anon, authenticated; grant execute on function public.drops to service_role`)
    expect((await findingsOf(url)).map(({ code }) => code)).toEqual(['other_cleaner'])
  })
})

test(
  'before the installation, a view that is called like a known table is none',
  async () => {
    const database = await cluster.createDatabase()
    await prepareHosted(cluster, database, { grants: 'explicit', extensions: [] })
    const url = cluster.url({ database })
    await withConnection(url, (connection) =>
      connection.unsafe(`create view public.veste_ai_jobs as select gen_random_uuid() as id, 'queued' as status, 1 as user_credit_cost;
        grant all on public.veste_ai_jobs to anon`),
    )
    expect((await findingsOf(url)).filter(({ where }) => where.includes('veste'))).toEqual([])
  },
  START_MS,
)
