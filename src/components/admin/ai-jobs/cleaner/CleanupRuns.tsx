import { useQuery } from '@tanstack/react-query'
import { CleanupRunRow } from '@/components/admin/ai-jobs/cleaner/CleanupRunRow'
import { cleanupRunsQuery } from '@/components/admin/ai-jobs/cleaner/cleaner-queries'
import { QuerySection } from '@/components/admin/ai-jobs/panel/QuerySection'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { Card } from '@/components/ui/card'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'

/** The last runs: who started them, what they did, what went wrong. */
export function CleanupRuns() {
  const runs = useQuery({ ...cleanupRunsQuery(usePanelSession()), ...useLiveRefresh().options })
  return (
    <QuerySection title={texts.cleaner.runs.title} query={runs}>
      {(data) =>
        data.length === 0 ? (
          <p className="text-muted-foreground text-sm">{texts.cleaner.runs.none}</p>
        ) : (
          <Card className="overflow-hidden">
            <Table aria-label={texts.cleaner.runs.title}>
              <TableHeader>
                <TableRow>
                  <TableHead>{texts.cleaner.runs.started}</TableHead>
                  <TableHead className="hidden text-right sm:table-cell">{texts.cleaner.runs.duration}</TableHead>
                  <TableHead className="px-2 text-right sm:px-3">{texts.cleaner.counts.ended}</TableHead>
                  <TableHead className="px-2 text-right sm:px-3">{texts.cleaner.counts.credits}</TableHead>
                  <TableHead className="px-2 text-right sm:px-3">{texts.cleaner.counts.failures}</TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {data.map((run) => (
                  <CleanupRunRow key={run.id} run={run} />
                ))}
              </TableBody>
            </Table>
          </Card>
        )
      }
    </QuerySection>
  )
}
