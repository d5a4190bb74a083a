import { BYTE_ORDER_MARK } from '@/components/admin/ai-jobs/csv/csv-text'
import { withKeptFiles } from '@/components/admin/ai-jobs/csv/forget-exports'

declare global {
  interface Window {
    // Chromium has it, other browsers do not.
    showSaveFilePicker?: (options: {
      suggestedName: string
      types: { accept: Record<string, string[]> }[]
    }) => Promise<FileSystemFileHandle>
  }
}

const TYPE = 'text/csv;charset=utf-8'
// Not at once: the browser may not have begun to read.
const DOWNLOAD_MS = 60_000

/** Where an export goes; nothing is there before `close`, and nothing at all after `discard`. */
export type CsvFile = {
  write: (text: string) => Promise<void>
  close: () => Promise<void>
  discard: () => Promise<void>
}

/**
 * Asks the admin for a file and writes into it where the browser can; else writes into one that the browser keeps for the
 * page, and downloads that. Only where there is neither, such as in a private window, all is collected in memory.
 * Null when the admin would rather not.
 */
export async function openCsvFile(name: string): Promise<CsvFile | null> {
  const file = window.showSaveFilePicker
    ? await pickedFile(name)
    : ((await downloadedFile(name)) ?? collectedFile(name))
  await file?.write(BYTE_ORDER_MARK)
  return file
}

async function pickedFile(name: string): Promise<CsvFile | null> {
  const types = [{ accept: { 'text/csv': ['.csv'] } }]
  const handle = await window.showSaveFilePicker?.({ suggestedName: name, types }).catch(nullWhenDismissed)
  if (!handle) return null
  const stream = await handle.createWritable()
  return {
    write: (text) => stream.write(text),
    close: () => stream.close(),
    discard: () => stream.abort(),
  }
}

function nullWhenDismissed(error: unknown) {
  if (error instanceof DOMException && error.name === 'AbortError') return null
  throw error
}

async function downloadedFile(name: string): Promise<CsvFile | null> {
  const kept = await withKeptFiles((files) => files.openKeptFile())
  if (!kept) return null
  const { stream, read, remove } = kept
  return {
    write: (text) => stream.write(text),
    close: async () => {
      await stream.close()
      download(await read(), name, remove)
    },
    discard: async () => {
      await stream.abort()
      await remove()
    },
  }
}

function collectedFile(name: string): CsvFile {
  const parts: Blob[] = []
  return {
    write: async (text) => {
      parts.push(new Blob([text]))
    },
    close: async () => download(new Blob(parts, { type: TYPE }), name),
    discard: async () => {},
  }
}

function download(blob: Blob, name: string, afterwards?: () => void) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  window.setTimeout(() => {
    URL.revokeObjectURL(link.href)
    afterwards?.()
  }, DOWNLOAD_MS)
}
