import type { PgliteConnection } from '@supabase/lite/pglite'
import type { createPostgresConnection } from '@supabase/lite/postgres'

/** The database behind the local stack, embedded or a server. */
export interface LocalDatabase {
  /** What the REST and Auth API speaks through. */
  connection: PgliteConnection | ReturnType<typeof createPostgresConnection>
  /** Runs a script of statements as it stands, on the stack's own session; nothing is wrapped around it. */
  run(script: string): Promise<void>
  query(text: string, parameters?: (string | number | null)[]): Promise<Record<string, unknown>[]>
  /** Nothing else reaches a database that has a single session while the work goes on. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}
