import type { PlannedTool, PlannedTotal } from '@/components/admin/ai-jobs/bulk/bulk-plan'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const figure = 'py-1.5 pl-3 text-right tabular-nums'

type BulkPlanTableProps = { tools: PlannedTool[]; total: PlannedTotal }

/** Jobs, customers and credits, per tool and in all. */
export function BulkPlanTable({ tools, total }: BulkPlanTableProps) {
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
            <td className={figure}>{formatInteger(total.jobs)}</td>
            <td className={figure}>{formatInteger(total.customers)}</td>
            <td className={figure}>{formatInteger(total.credits)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}
