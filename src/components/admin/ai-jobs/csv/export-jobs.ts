import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import type { AiJobFilter, PageCursor } from '@/components/admin/ai-jobs/ai-job-filter'
import { cursorAt, fetchAiJobs } from '@/components/admin/ai-jobs/ai-job-queries'
import type { CsvFile } from '@/components/admin/ai-jobs/csv/csv-file'
import { headLine, jobLine } from '@/components/admin/ai-jobs/csv/job-csv'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'

const PAGE_SIZE = 1_000

type Export = {
  client: Supabase
  filter: AiJobFilter
  file: CsvFile
  signal: AbortSignal
  onProgress: (written: number) => void
}

/** Writes all jobs of the filter, page by page, and tells how many they were; without an answer the file is discarded. */
export async function exportJobs({ client, filter, file, signal, onProgress }: Export): Promise<number> {
  // The user may have changed while the file was picked or written.
  const write = async (text: string) => {
    await file.write(text)
    signal.throwIfAborted()
  }

  try {
    await write(headLine())
    let written = 0
    let cursor: PageCursor | null = null
    do {
      const jobs: AiJob[] = await fetchAiJobs(client, { filter, cursor }, PAGE_SIZE, signal)
      await write(jobs.map(jobLine).join(''))
      written += jobs.length
      onProgress(written)
      cursor = jobs.length === PAGE_SIZE ? cursorAt(jobs[jobs.length - 1], false) : null
    } while (cursor)
    await file.close()
    return written
  } catch (error) {
    await file.discard()
    throw error
  }
}
