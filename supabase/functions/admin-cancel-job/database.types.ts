// An installed function has the generated file itself in this place, so that a host's own types stay untouched.
export type { Database } from '../_shared/database.types.ts'
