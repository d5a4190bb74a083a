import { useMemo } from 'react'
import { leave, useSearch } from '@/components/admin/ai-jobs/address'
import { UUID } from '@/components/admin/ai-jobs/ai-job-filter'

export type JobKey = { table: string; id: string }

/** What to change in the address to open a job's sheet. */
export function openJobChange({ table, id }: JobKey) {
  return { open: `${table}/${id}` }
}

export function closeJob() {
  leave({ open: null })
}

/** The job whose sheet the address asks for. */
export function useOpenJob(): JobKey | null {
  const asked = new URLSearchParams(useSearch()).get('open')
  return useMemo(() => {
    const [table = '', id = ''] = asked?.split('/') ?? []
    return table && UUID.test(id) ? { table, id } : null
  }, [asked])
}
