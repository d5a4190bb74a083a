-- What an admin's session may do in wrong hands: so many acts a minute and, where the owner of the database says so, give back
-- so many credits a day. What they may do at all is the next file's.

create table if not exists estorno.settings (
  one_row boolean primary key default true check (one_row),
  acts_per_minute integer default 60 check (acts_per_minute > 0), -- of each admin; null: no limit
  -- what each admin may give back from midnight to midnight in São Paulo; above it a second one confirms; null: no cap
  daily_credit_cap integer check (daily_credit_cap >= 0)
);
alter table estorno.settings enable row level security;
revoke all on estorno.settings from public, anon, authenticated, service_role;
insert into estorno.settings default values on conflict do nothing;
