import { countJobs, type PlannedTool } from '@/components/admin/ai-jobs/bulk/bulk-plan'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const figure = 'py-1.5 pl-3 text-right tabular-nums'

/** Jobs, customers and credits per tool. A customer of two tools would count twice in a sum, so there is none of them. */
export function BulkPlanTable({ tools }: { tools: PlannedTool[] }) {
  const words = texts.bulk.plan
  return (
    <table aria-label={words.label} className="w-full text-sm">
      <thead className="border-b text-muted-foreground text-xs">
        <tr>
          <th scope="col" className="py-1.5 text-left font-medium">
            {words.tool}
          </th>
          {[words.jobs, words.customers, words.credits].map((label) => (
            <th key={label} scope="col" className="py-1.5 pl-3 text-right font-medium">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tools.map((tool) => (
          <tr key={tool.table_name}>
            <th scope="row" className="py-1.5 text-left font-normal">
              {tool.tool_label}
            </th>
            <td className={figure}>{formatInteger(tool.jobs)}</td>
            <td className={figure}>{formatInteger(tool.customers)}</td>
            <td className={figure}>{formatInteger(tool.credits)}</td>
          </tr>
        ))}
      </tbody>
      {tools.length > 1 && (
        <tfoot className="border-t font-medium">
          <tr>
            <th scope="row" className="py-1.5 text-left font-medium">
              {words.total}
            </th>
            <td className={figure}>{formatInteger(countJobs(tools))}</td>
            <td />
            <td className={figure}>{formatInteger(tools.reduce((sum, tool) => sum + tool.credits, 0))}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}
