import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atExit } from './at-exit.ts'
import type { Account } from './server-account.ts'

export type ScratchFolder = { path: string; remove(): void }

// A folder of our own below the system's temporary one, gone at the latest when this process ends.
export function scratchFolder(name: string, owner?: Account): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), `estorno-${name}-`))
  if (owner) chownSync(path, owner.uid, owner.gid)
  const discard = () => rmSync(path, { recursive: true, force: true })
  const forget = atExit(discard)
  return {
    path,
    remove() {
      forget()
      discard()
    },
  }
}
