import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { type AiJobFilter, isOfAnyDate } from '@/components/admin/ai-jobs/ai-job-filter'
import { startOfDay } from '@/components/admin/ai-jobs/days'
import { formatDay } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** The filter in words: "ferramenta Upscaler de imagem, status na fila, hoje". */
export function describeFilter(filter: AiJobFilter, tools: readonly AiTool[]) {
  const words = texts.bulk.filterParts
  const label = tools.find((tool) => tool.table_name === filter.tool)?.label ?? filter.tool
  return [
    label && words.tool(label),
    filter.status && words.status(lowerCase(texts.jobs.statusLabels[filter.status])),
    filter.refund && words.refund(lowerCase(texts.jobs.refundStates[filter.refund])),
    filter.stuckOnly && words.stuckOnly,
    filter.search && words.search(filter.search),
    ...(isOfAnyDate(filter)
      ? [!filter.stuckOnly && words.anyDate]
      : [...period(filter), mayBeProviderId(filter.search) && words.idOfAnyDate]),
  ]
    .filter(Boolean)
    .join(', ')
}

// A provider's id has no shape of its own, but is one word; a job that has it is found whatever its date.
const mayBeProviderId = (search: string) => /^[^\s@]+$/.test(search.trim())

function period({ period: name, firstDay, lastDay }: AiJobFilter) {
  if (name !== 'custom') return [lowerCase(texts.jobs.periodLabels[name])]
  if (firstDay === null && lastDay === null) return [lowerCase(texts.jobs.periodLabels.all)]
  const words = texts.bulk.filterParts
  return [
    firstDay && words.from(formatDay(startOfDay(firstDay))),
    lastDay && words.until(formatDay(startOfDay(lastDay))),
  ]
}

function lowerCase(label: string) {
  return label.charAt(0).toLocaleLowerCase() + label.slice(1)
}
