import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, type Ref, useId } from 'react'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import { LoadErrorNotice } from '@/components/admin/ai-jobs/LoadErrorNotice'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/utils'

type QuerySectionProps<Data> = {
  title: string
  detail?: ReactNode
  actions?: ReactNode
  query: UseQueryResult<Data>
  /** The section itself, for a focus that has nowhere else to go. */
  place?: Ref<HTMLElement>
  children: (data: Data) => ReactNode
}

/** A part of a view that loads, fails and is tried again by itself. */
export function QuerySection<Data>({ title, detail, actions, query, place, children }: QuerySectionProps<Data>) {
  const titleId = useId()
  // Whose role was taken away is shown nothing of what was loaded before.
  const refused = isNotAdmin(query.error)
  const shown = refused ? undefined : query.data
  return (
    <section
      ref={place}
      data-focus-home
      tabIndex={-1}
      aria-labelledby={titleId}
      className="grid min-w-0 content-start gap-2 rounded-lg outline-none focus-visible:ring-2 focus-visible:ring-ring"
    >
      <div className="flex min-h-9 flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 id={titleId} className="font-semibold text-base">
            {title}
          </h2>
          {detail && <p className="text-muted-foreground text-sm">{detail}</p>}
        </div>
        {actions}
      </div>
      {query.isPending && (
        <div role="status" aria-label={texts.shell.loading}>
          <Skeleton className="h-24 w-full" />
        </div>
      )}
      {refused && (
        <p role="alert" className={cn('text-sm', warningText)}>
          {texts.shell.notAdmin.title}
        </p>
      )}
      {query.error && !refused && !shown && (
        <LoadErrorNotice error={query.error} title={texts.shell.loadError.titleOther} onRetry={query.refetch} />
      )}
      {shown !== undefined && children(shown)}
    </section>
  )
}
