import { createPgliteConnection } from '@supabase/lite/pglite'
import type { LocalDatabase } from './local-database.ts'

/** Postgres inside this process (PGlite), its files in `folder`. */
export async function openEmbeddedDatabase(folder: string): Promise<LocalDatabase> {
  const connection = await createPgliteConnection({ url: folder })
  const { driver } = connection
  await driver.waitReady
  return {
    connection,
    run: async (script) => {
      await driver.exec(script)
    },
    query: async (text, parameters) => (await driver.query<Record<string, unknown>>(text, parameters)).rows,
    exclusively: oneAtATime(),
    close: () => connection.close(),
  }
}

// PGlite is one session: a request that comes between another's BEGIN and COMMIT would run as that one's user.
function oneAtATime(): LocalDatabase['exclusively'] {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}
