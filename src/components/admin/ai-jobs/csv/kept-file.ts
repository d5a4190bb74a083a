// The folder's name, and that of the lock which everybody shares who has a file in it.
const FOLDER = 'estorno-exports'

/** A file on the disk, of which only the pages of this origin know. */
export type KeptFile = {
  stream: FileSystemWritableFileStream
  /** What was written, once the stream is closed; it stays on the disk. */
  read: () => Promise<File>
  remove: () => Promise<void>
}

/** Null where the browser keeps no files for a page, or lets it write into them only elsewhere; a private window refuses. */
export async function openKeptFile(): Promise<KeptFile | null> {
  if (!navigator.storage || !('createWritable' in FileSystemFileHandle.prototype)) return null
  const root = await navigator.storage.getDirectory()
  await removeLeftovers(root)
  const release = await shareLock()
  const folder = await root.getDirectoryHandle(FOLDER, { create: true })
  const name = crypto.randomUUID()
  const handle = await folder.getFileHandle(name, { create: true })
  return {
    stream: await handle.createWritable(),
    read: () => handle.getFile(),
    remove: () => folder.removeEntry(name).finally(release),
  }
}

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
