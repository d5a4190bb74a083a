import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '../failure.js'
import { readHostFile } from './host-files.js'
import { hashOf } from './manifest.js'

/** @typedef {import('./steps.js').Step} Step */

const FOLDER = 'supabase/migrations'
const LAST_TIME = Date.parse('9999-12-31T00:00:00Z')
const UNINSTALL = /uninstall_estorno/
const OURS = /\bestorno\.\w/

/** @param {string} folder */
async function hostMigrations(folder) {
  const names = await readdir(`${folder}/${FOLDER}`).catch(() => [])
  return names.flatMap((name) => {
    const [, stamp, title] = /^(\d+)_(.*)\.sql$/.exec(name) ?? []
    return stamp !== undefined && title !== undefined ? [{ name, stamp, title }] : []
  })
}

// Those before the uninstall count no more: what they made is gone.
/** @param {Awaited<ReturnType<typeof hostMigrations>>} all */
function sinceUninstalled(all) {
  const [uninstall = ''] = all
    .flatMap(({ title, name }) => (UNINSTALL.test(title) ? [name] : []))
    .sort()
    .toReversed()
  return all.filter(({ name }) => name > uninstall)
}

/** @param {number} milliseconds */
const stampOf = (milliseconds) => new Date(milliseconds).toISOString().replaceAll(/\D/g, '').slice(0, 14)

/** @param {string} stamp */
function timeOf(stamp) {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(stamp) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/**
 * Stamps that follow one another, from now on and all after the newest one there, which may lie in the future. The order
 * is that of the text, as the Supabase CLI has it.
 * @param {string[]} taken
 * @param {number} now
 * @returns {(index: number) => string}
 */
function stampsAfter(taken, now) {
  const newest = taken.toSorted().at(-1) ?? ''
  const start = newest < stampOf(now) ? now : timeOf(newest) + 1000
  if (start < LAST_TIME) return (index) => stampOf(start + index * 1000)
  // The newest is no time, so it is counted on, with room for many behind it.
  const next = String(BigInt(newest) + 1n).padStart(newest.length, '0')
  if (next.length > newest.length) throw new Failure(`no migration can come after one stamped ${newest}: rename it.`)
  return (index) => `${next}${String(index).padStart(4, '0')}`
}

/**
 * The product's migrations in the host: those that are missing get the next stamps, in order. One that is there is
 * recognised by its name behind the stamp, with or without the product's name before it, and is never touched again:
 * the database has it already.
 * @param {string} folder
 * @param {import('./product.js').ProductFile[]} files
 * @param {number} now
 * @returns {Promise<Step[]>}
 */
export async function migrationSteps(folder, files, now) {
  const all = await hostMigrations(folder)
  const there = sinceUninstalled(all)
  const stampAt = stampsAfter(
    all.map(({ stamp }) => stamp),
    now,
  )
  /** @type {Step[]} */
  const steps = []
  let added = 0
  for (const { target, content } of files) {
    const title = basename(target, '.sql').replace(/^\d+_/, '')
    const installed = await findInstalled(folder, there, title)
    if (installed) {
      const state = hashOf(installed.content) === hashOf(content) ? 'same' : 'kept'
      steps.push({ path: installed.path, content, state, note: 'differs from this version' })
    } else {
      steps.push({ path: `${FOLDER}/${stampAt(added)}_${title}.sql`, content, state: 'new' })
      added += 1
    }
  }
  return steps
}

/**
 * Whether the migrations are there already, whatever their version.
 * @param {string} folder
 */
export async function isInstalled(folder) {
  return sinceUninstalled(await hostMigrations(folder)).some(({ title }) => title.startsWith('estorno_'))
}

/**
 * The tables whose waiting jobs were not charged yet, as an installation said that is gone by now.
 * @param {string} folder
 */
export async function formerlyWaiting(folder) {
  const titles = (await hostMigrations(folder)).flatMap(
    ({ title }) => /^estorno_waiting_not_charged_(.*)$/.exec(title)?.[1] ?? [],
  )
  return (await isInstalled(folder)) ? [] : titles
}

/**
 * @param {string} folder
 * @param {Awaited<ReturnType<typeof hostMigrations>>} there
 * @param {string} title
 */
async function findInstalled(folder, there, title) {
  for (const migration of there) {
    if (migration.title !== title && `estorno_${migration.title}` !== title) continue
    const path = `${FOLDER}/${migration.name}`
    const content = (await readHostFile(folder, path)) ?? ''
    // Without the product's name it may be the host's own file of the same title.
    if (migration.title === title || OURS.test(content)) return { path, content }
  }
  return undefined
}
