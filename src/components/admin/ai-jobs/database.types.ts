// The installed panel has the generated file itself in this place, so that the host's own types stay untouched.
export type { Database } from '../../../../supabase/functions/_shared/database.types.ts'
