import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRun, ROOT } from './command.ts'
import { supabase } from './supabase-cli.ts'

const FILE = join(ROOT, 'supabase', 'functions', '_shared', 'database.types.ts')

async function generate(url: string): Promise<string> {
  const { code, stdout, stderr } = await supabase(['gen', 'types', `--remote=${url}`, '--schema', 'public'])
  if (code !== 0) throw new Error(`supabase gen types ended with ${code}:\n${stderr}`)
  return mustRun('biome', ['format', `--stdin-file-path=${FILE}`], { input: stdout })
}

export async function writeDatabaseTypes(url: string): Promise<void> {
  await writeFile(FILE, await generate(url))
}

// Whether the types in the repository are those of the migrated database; says so when they are not.
export async function checkDatabaseTypes(url: string): Promise<boolean> {
  const [current, fresh] = await Promise.all([readFile(FILE, 'utf8'), generate(url)])
  if (current !== fresh) console.log(`${FILE} is stale: run npm run types`)
  return current === fresh
}
