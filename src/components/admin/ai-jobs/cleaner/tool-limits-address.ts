import { viewChange } from '@/components/admin/ai-jobs/panel/panel-view'

/** The parameter that asks for the focus on a tool’s limits; it goes once they have it. */
export const TOOL_LIMITS = 'tool_limits'

/** What to change in the address to come to a tool's limits, where it can be switched on and off as well. */
export function toolLimitsChange(table: string) {
  return { ...viewChange('cleaner'), [TOOL_LIMITS]: table }
}
