type KeptFiles = typeof import('@/components/admin/ai-jobs/csv/kept-file')

/** Most never need it. What cannot be loaded or opened is as good as not there: null. */
export const withKeptFiles = <T>(act: (files: KeptFiles) => Promise<T>): Promise<T | null> =>
  import('@/components/admin/ai-jobs/csv/kept-file').then(act).catch(() => null)

/** Takes off the disk what one person exported: for the next one, and where a closed page could not. */
export const forgetExports = () => withKeptFiles((files) => files.removeKeptFiles())
