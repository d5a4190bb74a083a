import { accessMutants } from './access-mutants.ts'
import { bulkMutants } from './bulk-mutants.ts'
import { clockMutants } from './clock-mutants.ts'
import { doorMutants } from './door-mutants.ts'
import { grantMutants } from './grant-mutants.ts'
import { limitMutants } from './limit-mutants.ts'
import type { Mutant } from './mutant.ts'
import { recordMutants } from './record-mutants.ts'
import { refundMutants } from './refund-mutants.ts'
import type { Watcher } from './watcher.ts'

export const mutants: Mutant[] = [
  ...doorMutants,
  ...refundMutants,
  ...clockMutants,
  ...accessMutants,
  ...grantMutants,
  ...bulkMutants,
  ...recordMutants,
  ...limitMutants,
]

/** What watches for any of them, each once. */
export const watchersOf = (some: Mutant[]): Watcher[] => [
  ...new Map(some.flatMap(({ noticedBy }) => noticedBy).map((watcher) => [watcher.name, watcher])).values(),
]
