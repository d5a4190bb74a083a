// The folder's name, and that of the lock which everybody shares who has a file in it.
const FOLDER = 'estorno-exports'

/** A file on the disk, of which only the pages of this origin know. */
export type KeptFile = {
  stream: FileSystemWritableFileStream
  /** What was written, once the stream is closed; it stays on the disk until it is removed or the user changes. */
  read: () => Promise<File>
  remove: () => Promise<void>
}

// Of the files of this page those that are whole. One that is not is discarded by its export, which the change stops.
const whole = new Set<() => Promise<void>>()

/** Null where the browser keeps no files for a page, or lets it write into them only elsewhere; a private window refuses. */
export async function openKeptFile(): Promise<KeptFile | null> {
  if (!keepsFiles()) return null
  const root = await navigator.storage.getDirectory()
  await removeLeftovers(root)
  const release = await shareLock()
  const folder = await root.getDirectoryHandle(FOLDER, { create: true })
  const name = crypto.randomUUID()
  const handle = await folder.getFileHandle(name, { create: true })
  let removed: Promise<void> | undefined
  const remove = () => {
    whole.delete(remove)
    removed ??= folder.removeEntry(name).finally(release)
    return removed
  }
  return {
    stream: await handle.createWritable(),
    read: () => {
      whole.add(remove)
      return handle.getFile()
    },
    remove,
  }
}

/** Leaves nothing on the disk for whoever uses the browser next, but what another page that is open has there. */
export async function removeKeptFiles(): Promise<void> {
  if (!keepsFiles()) return
  await Promise.all([...whole].map((remove) => remove()))
  await removeLeftovers(await navigator.storage.getDirectory())
}

const keepsFiles = () => Boolean(navigator.storage) && 'createWritable' in FileSystemFileHandle.prototype

/** Customers' data of a page that was closed before it could remove its file: all of it, when no other page has one. */
async function removeLeftovers(root: FileSystemDirectoryHandle) {
  await navigator.locks.request(FOLDER, { ifAvailable: true }, async (lock) => {
    // There may be none.
    if (lock) await root.removeEntry(FOLDER, { recursive: true }).catch(() => {})
  })
}

/** For as long as the page is there, or until it is released. */
function shareLock() {
  return new Promise<() => void>((onHeld, onError) => {
    const hold = () => new Promise<void>(onHeld)
    navigator.locks.request(FOLDER, { mode: 'shared' }, hold).catch(onError)
  })
}
