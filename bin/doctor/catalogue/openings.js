import { z } from 'zod'

/**
 * @typedef {z.infer<typeof openings>[number]} Opening columns of a money table that a role may write with a verb
 * @typedef {z.infer<typeof policies>[number] & { where: string }} TruePolicy
 */

const openings = z.array(
  z.object({
    table: z.string(),
    verb: z.string(),
    role: z.string(),
    columns: z.array(z.string()),
    secured: z.boolean(),
  }),
)
const policies = z.array(z.object({ table: z.string(), quoted: z.string(), verb: z.string() }))

/**
 * By grants, and by row security: off, or with a policy that lets more than admins through.
 * @param {import('postgres').TransactionSql} sql
 * @param {import('./money-tables.js').MoneyTable[]} tables
 */
export async function readOpenings(sql, tables) {
  const found = await sql`
    with policy as (
      select p.polrelid, p.polcmd, p.polroles,
        (select bool_and(expression <> 'false' and exists (
           select from regexp_split_to_table(expression, '\\mor\\M', 'i') part where part !~* 'has_role|is_admin|service_role'))
         from unnest(array[coalesce(e.usable, 'true'), coalesce(e.checked, e.usable, 'true')]) expression) as lets_customers
      from pg_policy p
      cross join lateral (select pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) e (usable, checked)
      where p.polpermissive
    )
    select t."table", v.verb, r.rolname as role, c.relrowsecurity as secured, json_agg(a.attname order by a.attnum) as columns
    from json_to_recordset(${JSON.stringify(tables)}::text::json) as t ("table" text, columns json)
    join pg_class c on c.oid = to_regclass(format('public.%I', t."table"))
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and (json_array_length(t.columns) = 0 or a.attname in (select json_array_elements_text(t.columns)))
    cross join (values ('insert', 'a'), ('update', 'w')) as v (verb, command)
    join pg_roles r on r.rolname in ('anon', 'authenticated')
    where has_schema_privilege(r.oid, c.relnamespace, 'usage') and has_column_privilege(r.oid, c.oid, a.attnum, v.verb)
      and (not c.relrowsecurity or exists (
        select from policy p where p.polrelid = c.oid and p.polcmd in ('*', v.command::"char") and p.lets_customers
          and exists (select from unnest(p.polroles) member where case when member = 0 then true else pg_has_role(r.oid, member, 'usage') end)))
    group by 1, 2, 3, 4 order by 1, 2, 3`
  return openings.parse(found)
}

/**
 * Policies that let everybody through.
 * @param {import('postgres').TransactionSql} sql
 * @param {import('./money-tables.js').MoneyTable[]} tables
 */
export async function readTruePolicies(sql, tables) {
  const found = await sql`
    select t."table", quote_ident(p.polname) as quoted,
      case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end as verb
    from json_to_recordset(${JSON.stringify(tables)}::text::json) as t ("table" text, readable boolean)
    join pg_policy p on p.polrelid = to_regclass(format('public.%I', t."table")) and p.polpermissive and not (p.polcmd = 'r' and t.readable)
    where 'true' in (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
      and exists (select from unnest(p.polroles) member
        where member = 0 or member in (select r.oid from pg_roles r where r.rolname in ('anon', 'authenticated')))
    order by 1, 2`
  return policies
    .parse(found)
    .map((policy) => ({ ...policy, where: `policy ${policy.quoted} on public.${policy.table}` }))
}
