import { useSearch } from '@/components/admin/ai-jobs/address'

export const PANEL_VIEWS = ['jobs', 'attention', 'cleaner', 'charts', 'records'] as const
export type PanelView = (typeof PANEL_VIEWS)[number]

const DEFAULT_VIEW: PanelView = 'jobs'

/** What to change in the address to come to a view: its own parameters stay, an open job does not. */
export function viewChange(view: PanelView) {
  return { view: view === DEFAULT_VIEW ? null : view, open: null }
}

/** The view that the address asks for. */
export function usePanelView(): PanelView {
  const asked = new URLSearchParams(useSearch()).get('view')
  return PANEL_VIEWS.find((view) => view === asked) ?? DEFAULT_VIEW
}
