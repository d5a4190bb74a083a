import { cpus, loadavg, totalmem } from 'node:os'
import type { World } from './world.ts'

export type Machine = {
  processor: string
  cores: number
  memoryGb: number
  node: string
  postgres: string
  settings: string
}

/** How busy the machine is, with other things as long as nothing was begun. */
export const loadNow = (): string => (loadavg()[0] ?? 0).toFixed(1)

/** Where it ran. */
export async function describeMachine({ stage }: World): Promise<Machine> {
  const [{ version, settings }] = await stage<[{ version: string; settings: string }]>`
    select current_setting('server_version') as version, (select string_agg(name || ' ' || current_setting(name), ', ')
      from unnest(array['shared_buffers', 'fsync', 'synchronous_commit', 'wal_level', 'jit']) name) as settings`
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: version,
    settings,
  }
}
