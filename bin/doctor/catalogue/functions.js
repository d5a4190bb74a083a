import { z } from 'zod'

const rows = z.array(
  z.object({
    where: z.string(),
    name: z.string(),
    body: z.string(),
    callers: z.array(z.string()),
    definer: z.boolean(),
    is_trigger: z.boolean(),
    update_triggers: z.array(
      z.object({ table: z.string(), sqlTable: z.string(), name: z.string(), quoted: z.string() }),
    ),
  }),
)

/**
 * The project's own functions: neither an extension's, nor the platform's, nor estorno's, which are known by what they call.
 * @param {import('postgres').TransactionSql} sql
 * @returns {Promise<import('../function-traits.js').SqlFunction[]>}
 */
export async function readFunctions(sql) {
  const found = await sql`
    select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as where, p.proname as name,
      coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) as body, p.prosecdef as definer, p.prorettype = 'trigger'::regtype as is_trigger,
      (select coalesce(json_agg(r.rolname order by r.rolname), '[]') from pg_roles r
       where r.rolname in ('anon', 'authenticated', 'service_role')
         and has_schema_privilege(r.oid, n.oid, 'usage') and has_function_privilege(r.oid, p.oid, 'execute')) as callers,
      (select coalesce(json_agg(json_build_object('table', c.relname, 'sqlTable', format('public.%I', c.relname), 'name', t.tgname, 'quoted', quote_ident(t.tgname)) order by c.relname, t.tgname), '[]')
       from pg_trigger t join pg_class c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
       where t.tgfoid = p.oid and t.tgparentid = 0 and t.tgenabled <> 'D' and t.tgtype & 16 > 0) as update_triggers
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    join pg_language l on l.oid = p.prolang and l.lanname in ('sql', 'plpgsql')
    where p.prokind in ('f', 'p')
      and n.nspname !~ '^(pg_|supabase_)' and n.nspname not in ('information_schema', 'estorno', 'auth', 'cron', 'extensions',
        'graphql', 'graphql_public', 'net', 'pgbouncer', 'pgmq', 'pgsodium', 'realtime', 'storage', 'vault')
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
      and not (n.nspname = 'public' and (strpos(p.prosrc, format('from estorno.%s(', p.proname)) > 0
        or p.proname = 'cleanup_all_stale_ai_jobs' and strpos(p.prosrc, 'from estorno.cleanup_stale_jobs()') > 0))
    order by 1`
  return rows.parse(found).map(({ is_trigger: isTrigger, update_triggers: updateTriggers, ...fn }) => ({
    ...fn,
    sqlName: fn.where,
    isTrigger,
    updateTriggers,
  }))
}
