import { useMediaQuery } from '@/components/admin/ai-jobs/use-media-query'

/** Whether the page is too narrow for the table's ten columns, and the jobs are cards. */
export function useCardsFit() {
  return useMediaQuery('(max-width: 1279px)')
}
