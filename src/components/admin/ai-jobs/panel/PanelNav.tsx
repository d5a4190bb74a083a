import { useRef } from 'react'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { PANEL_VIEWS, type PanelView, usePanelView, viewChange } from '@/components/admin/ai-jobs/panel/panel-view'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningBadge } from '@/components/admin/ai-jobs/tones'
import { useShortcuts } from '@/components/admin/ai-jobs/use-shortcuts'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/utils'

/** The panel's views; how many jobs need a human stands beside theirs. */
export function PanelNav({ attentionJobs }: { attentionJobs: number | undefined }) {
  const current = usePanelView()
  const nav = useRef<HTMLElement>(null)

  function open(view: PanelView) {
    const link = nav.current?.querySelectorAll('a')[PANEL_VIEWS.indexOf(view)]
    link?.focus()
    link?.click()
    return true
  }
  useShortcuts({
    '1': () => open('jobs'),
    '2': () => open('attention'),
    '3': () => open('cleaner'),
    '4': () => open('charts'),
    '5': () => open('records'),
  })

  return (
    <nav ref={nav} aria-label={texts.shell.views.label} className="-mx-1 overflow-x-auto px-1">
      <ul className="flex border-b max-sm:justify-between sm:gap-1">
        {PANEL_VIEWS.map((view, index) => (
          <li key={view}>
            <AddressLink
              change={viewChange(view)}
              aria-keyshortcuts={String(index + 1)}
              aria-current={view === current ? 'page' : undefined}
              className={cn(
                'flex h-10 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-1 text-muted-foreground text-sm outline-none hover:text-foreground focus-visible:ring-2 focus-visible:ring-inset focus-visible:ring-ring sm:px-3',
                view === current && 'border-primary font-medium text-foreground',
              )}
            >
              {texts.shell.views[view]}
              {view === 'attention' && attentionJobs !== undefined && attentionJobs > 0 && (
                <Badge className={cn('tabular-nums', warningBadge)}>{formatInteger(attentionJobs)}</Badge>
              )}
            </AddressLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
