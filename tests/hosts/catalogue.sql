-- A project's catalogue, one line an object, so that two of them can be compared. Rights that were never stated are written out.
select 'function ' || p.oid::regprocedure || ' ' || md5(pg_get_functiondef(p.oid) || pg_get_userbyid(p.proowner)
  || coalesce(obj_description(p.oid), '')) || ' ' || coalesce(p.proacl, acldefault('f', p.proowner))::text as line
from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
union all
select 'relation ' || c.oid::regclass || ' ' || c.relkind::text || ' ' || c.relrowsecurity::text || c.relforcerowsecurity::text || ' '
  || pg_get_userbyid(c.relowner) || ' ' || coalesce(c.relacl::text, '')
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
union all
select 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || a.attnum || ' ' || format_type(a.atttypid, a.atttypmod) || ' '
  || a.attnotnull::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' || coalesce(a.attacl::text, '')
from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attnum > 0 and not a.attisdropped
union all
select 'policy ' || tablename || ' ' || policyname || ' ' || roles::text || ' ' || cmd || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '')
from pg_policies where schemaname = 'public'
union all
select 'trigger ' || t.tgrelid::regclass || ' ' || t.tgname || ' ' || t.tgenabled::text || ' ' || pg_get_triggerdef(t.oid)
from pg_trigger t join pg_class c on c.oid = t.tgrelid and c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace)
where not t.tgisinternal
union all
select 'constraint ' || k.conrelid::regclass || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
from pg_constraint k where k.connamespace = 'public'::regnamespace and k.conrelid <> 0
union all
select 'index ' || indexname || ' ' || indexdef from pg_indexes where schemaname = 'public'
union all
select 'type ' || t.oid::regtype || ' ' || (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)
from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype = 'e'
union all
select 'default rights ' || d.defaclrole::regrole || ' ' || d.defaclnamespace::regnamespace || ' ' || d.defaclobjtype::text || ' ' || d.defaclacl::text
from pg_default_acl d
union all
select 'schema ' || n.nspname || ' ' || coalesce(n.nspacl::text, '') from pg_namespace n
where n.nspname !~ '^pg_' and n.nspname <> 'supabase_migrations'
order by 1
