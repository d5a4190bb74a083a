create table public.notes (id uuid primary key default gen_random_uuid());
