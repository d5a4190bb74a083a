import { isUtf8 } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './command.ts'

export type Text = { name: string; content: string }

const git = (args: string[], input?: string): Buffer =>
  execFileSync('git', ['-c', `safe.directory=${ROOT}`, ...args], {
    cwd: ROOT,
    maxBuffer: 2 ** 30,
    ...(input === undefined ? {} : { input }),
  })

const NOT_OURS = ['node_modules', '.git', '.estorno', 'dist', '.temp', 'screenshots']

/** The texts that stand in the folder now, whether git knows of them or not. */
export function textsOfTree(): Text[] {
  const names = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.split('/').some((part) => NOT_OURS.includes(part)) && statSync(join(ROOT, name)).isFile(),
  )
  return names.map((name) => asText(name, readFileSync(join(ROOT, name))))
}

/** Each text that ever stood in a commit, once; as far as the clone goes back, nothing where there is none. */
export function textsOfHistory(): Text[] {
  if (!existsSync(join(ROOT, '.git'))) return []
  const objects = git(['rev-list', '--objects', '--all']).toString().trim().split('\n')
  const nameOf = new Map(objects.map((line) => [line.slice(0, 40), line.slice(41)]))
  const all = git(['cat-file', '--batch'], [...nameOf.keys()].join('\n'))
  const texts: Text[] = []
  // «hash type size», the content, and a line's end after each.
  for (let at = 0; at < all.length; ) {
    const headEnd = all.indexOf('\n', at)
    const [hash = '', type, size] = all.subarray(at, headEnd).toString().split(' ')
    const end = headEnd + 1 + Number(size)
    const name = `${nameOf.get(hash) || type} in ${hash.slice(0, 10)}`
    if (type !== 'tree') texts.push(asText(name, all.subarray(headEnd + 1, end)))
    at = end + 1
  }
  return texts
}

/** Whatever its encoding, what of it is ASCII stands there to be read: UTF-16 is that with a zero beside each letter. */
export const asText = (name: string, bytes: Buffer): Text => ({
  name,
  content: bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1').replaceAll('\0', ''),
})
