import type { StatusMeaning } from '@/components/admin/ai-jobs/attention/use-map-status'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import type { BrokenSeal, SealProblem } from '@/components/admin/ai-jobs/records/record-seals'
import type { ToolChange } from '@/components/admin/ai-jobs/records/tool-change'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { RecordsTexts } from '@/components/admin/ai-jobs/texts/pt-BR/records'

const limits = { waiting: 'queue', running: 'run' }

const meanings: Record<StatusMeaning, string> = {
  waiting: 'queued',
  running: 'running',
  over: 'over without result',
  delivered: 'over with result',
}

function change(change: ToolChange): string {
  switch (change.kind) {
    case 'registered':
      return 'Registered the tool'
    case 'removed':
      return 'Took the tool off the registry'
    case 'limit':
      return `Changed the ${limits[change.phase]} limit from ${formatInteger(change.from)} to ${formatInteger(change.to)} min`
    case 'enabled':
      return change.on ? 'Switched the tool’s cleanup on' : 'Switched the tool’s cleanup off'
    case 'status':
      return `${change.added ? 'Registered' : 'Removed'} the status “${change.status}”: ${meanings[change.meaning]}`
    case 'other':
      return `Changed “${change.column}” from ${change.from} to ${change.to}`
  }
}

const sealProblems = new Map<string, string>(
  Object.entries({
    lines_missing: 'lines are missing',
    lines_added: 'there are lines too many',
    changed: 'a line or a seal changed',
    seal_missing: 'a seal is missing',
    head_missing: 'the last known seal is not there',
  } satisfies Record<SealProblem, string>),
)
const sealedRecords = new Map([
  ['settlements', 'ends'],
  ['tool_changes', 'changes of tools'],
  ['cap_raises', 'requests for more credits'],
  ['cap_raise_confirmations', 'confirmations of more credits'],
])

function placeOf({ record, first_id, last_id }: BrokenSeal) {
  if (record === null) return ''
  return ` (${sealedRecords.get(record) ?? record}, lines ${first_id} to ${last_id})`
}

export const records: RecordsTexts = {
  title: 'Record',
  detail: 'Who ended each job and who changed each tool or setting. Nothing here can be deleted.',
  actor: 'Who',
  anyActor: 'Everybody',
  automatic: 'Automatic cleanup',
  developer: 'Developer',
  goneAdmin: 'Removed admin',
  goneCustomer: 'Removed customer',
  kind: 'What',
  anyKind: 'Everything',
  kinds: {
    timeout: 'Ended by timeout',
    cancel: 'Cancelled',
    close: 'Ended without refund',
    repair: 'Repaired',
    tool_change: 'Changes of tools',
    setting_change: 'Changes of settings',
    cap_raise_request: 'Requests for more credits',
    cap_raise: 'Confirmed credits',
  },
  ends: { timeout: 'Ended by timeout', cancel: 'Cancelled', close: 'Ended without refund', repair: 'Repaired' },
  capRaises: {
    cap_raise_request: (credits) => `Asked for ${formatInteger(credits)} more in the daily cap of credits`,
    cap_raise: (credits) => `Confirmed ${formatInteger(credits)} more in another admin’s daily cap of credits`,
  },
  change,
  seals: {
    intact: (sealed, unsealed) => {
      const lines = `Record intact: ${plural(sealed, { one: 'sealed line', other: 'sealed lines' })}`
      return unsealed > 0 ? `${lines}, ${plural(unsealed, { one: 'not sealed yet', other: 'not sealed yet' })}` : lines
    },
    broken: (first, others) => {
      const what = first ? `: ${sealProblems.get(first.problem) ?? first.problem}${placeOf(first)}` : ''
      return `Record changed${what}${others > 0 ? `, and ${plural(others, { one: 'other problem', other: 'other problems' })}` : ''}.`
    },
    checking: 'Verifying the record…',
    unknown: 'The record could not be verified.',
  },
  refundMarks: { own: 'to themselves', admin: 'to an admin' },
  at: 'When',
  reason: 'Reason',
  waiting: (count) => `${plural(count, { one: 'new record', other: 'new records' })} — show`,
  older: 'Load older ones',
  shown: (count, all) => {
    const loaded = plural(count, { one: 'record', other: 'records' })
    return all ? loaded : `${loaded}, and there are older ones`
  },
  empty: {
    title: 'Nothing on record',
    unfiltered: 'In the last 30 days no job was ended and no tool changed.',
    filtered: 'Nothing matches the filters.',
  },
}
