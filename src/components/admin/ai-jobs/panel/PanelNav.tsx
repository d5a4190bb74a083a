import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { PANEL_VIEWS, usePanelView, viewChange } from '@/components/admin/ai-jobs/panel/panel-view'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/utils'

/** The panel's views; how many jobs need a human stands beside theirs. */
export function PanelNav({ attentionJobs }: { attentionJobs: number | undefined }) {
  const current = usePanelView()
  return (
    <nav aria-label={texts.shell.views.label} className="-mx-1 overflow-x-auto border-b px-1">
      <ul className="flex max-sm:justify-between sm:gap-1">
        {PANEL_VIEWS.map((view) => (
          <li key={view}>
            <AddressLink
              change={viewChange(view)}
              aria-current={view === current ? 'page' : undefined}
              className={cn(
                'flex h-10 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-1 text-muted-foreground text-sm outline-none hover:text-foreground focus-visible:ring-2 focus-visible:ring-inset focus-visible:ring-ring sm:px-3',
                view === current && 'border-primary font-medium text-foreground',
              )}
            >
              {texts.shell.views[view]}
              {view === 'attention' && attentionJobs !== undefined && attentionJobs > 0 && (
                <Badge variant="destructive">{attentionJobs}</Badge>
              )}
            </AddressLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
