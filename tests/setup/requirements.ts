import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export type Requirement = { name: string; package: string; present(): boolean }

const onPath = (program: string) => () =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
const file = (path: string) => () => existsSync(path)
const extension = (name: string) => file(`/usr/share/postgresql/15/extension/${name}.control`)

// What the tests need beyond npm, with the Debian package that brings it.
export const requirements: Requirement[] = [
  { name: 'git', package: 'git', present: onPath('git') },
  { name: 'Chromium', package: 'chromium', present: onPath('chromium') },
  { name: 'a font', package: 'fonts-liberation', present: file('/usr/share/fonts') },
  { name: 'PostgreSQL 15', package: 'postgresql-15', present: file('/usr/lib/postgresql/15/bin/postgres') },
  { name: 'psql and pg_dump', package: 'postgresql-client-15', present: onPath('pg_dump') },
  { name: 'pg_cron', package: 'postgresql-15-cron', present: extension('pg_cron') },
  { name: 'pgTAP', package: 'postgresql-15-pgtap', present: extension('pgtap') },
  { name: 'plpgsql_check', package: 'postgresql-15-plpgsql-check', present: extension('plpgsql_check') },
  { name: 'pg_prove', package: 'libtap-parser-sourcehandler-pgtap-perl', present: onPath('pg_prove') },
]
