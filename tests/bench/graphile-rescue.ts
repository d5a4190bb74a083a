import type { WorkerUtils } from 'graphile-worker'

const SCHEMA = 'graphile_worker'

/** What its workers run every few minutes. It is not exported, so it is taken from where it stands. */
export async function freeWhatWasLockedForHours(utils: WorkerUtils): Promise<void> {
  const file = new URL('./sql/resetLockedAt.js', import.meta.resolve('graphile-worker'))
  const module: object = await import(file.href)
  if (!('resetLockedAt' in module) || typeof module.resetLockedAt !== 'function')
    throw new Error(`${file} has no resetLockedAt`)
  const worker = { preparedStatements: true, useNodeTime: false }
  const options = { escapedWorkerSchema: `"${SCHEMA}"`, workerSchema: SCHEMA, resolvedPreset: { worker } }
  await module.resetLockedAt(options, utils.withPgClient)
}
