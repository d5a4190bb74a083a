import type { ComponentType } from 'react'
import { AiJobsHistory } from '@/components/admin/ai-jobs/AiJobsHistory'
import { AiJobsSkeleton } from '@/components/admin/ai-jobs/AiJobsSkeleton'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { lazyPart } from '@/components/admin/ai-jobs/panel/lazy-part'
import type { PanelView } from '@/components/admin/ai-jobs/panel/panel-view'
import { ViewFailure } from '@/components/admin/ai-jobs/panel/ViewFailure'

export type PanelViewProps = { tools: AiTool[] }

// The list is what is opened nine times of ten; everything else is loaded when it is asked for.
export const views: Record<PanelView, ComponentType<PanelViewProps>> = {
  jobs: AiJobsHistory,
  attention: lazyPart(
    async () => (await import('@/components/admin/ai-jobs/attention/AttentionView')).AttentionView,
    AiJobsSkeleton,
    ViewFailure,
  ),
  cleaner: lazyPart(
    async () => (await import('@/components/admin/ai-jobs/cleaner/CleanerView')).CleanerView,
    AiJobsSkeleton,
    ViewFailure,
  ),
  charts: lazyPart(
    async () => (await import('@/components/admin/ai-jobs/charts/ChartsView')).ChartsView,
    AiJobsSkeleton,
    ViewFailure,
  ),
  records: lazyPart(
    async () => (await import('@/components/admin/ai-jobs/records/RecordsView')).RecordsView,
    AiJobsSkeleton,
    ViewFailure,
  ),
}
