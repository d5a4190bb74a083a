import { formatInteger } from '@/components/admin/ai-jobs/format'
import { credits } from '@/components/admin/ai-jobs/texts/en/jobs'
import type { CapTexts } from '@/components/admin/ai-jobs/texts/pt-BR/cap'

export const cap: CapTexts = {
  section: 'Daily cap of credits',
  today: (used, limit) => `Today you gave back ${formatInteger(used)} of ${credits(limit)}.`,
  request: 'Ask for confirmation',
  title: 'Ask for more credits for today?',
  detail: (asked) => {
    const refused = asked > 0 ? `The refund of ${credits(asked)} is above your daily cap and was not made. ` : ''
    return `${refused}Another administrator confirms the request in Attention; it holds for today only and stays in the Record.`
  },
  credits: 'Credits on top',
  reason: 'Reason (obligatory)',
  pending: 'Asking…',
  requested: 'On record: another administrator confirms it in Attention.',
  asks: (admin, count) => `${admin} asks for ${credits(count)} more for today.`,
  waits: 'Waiting for another administrator',
  confirm: 'Confirm',
  confirming: 'Confirming…',
  confirmTitle: (count) => `Confirm ${credits(count)} more?`,
  confirmDetail: (admin) =>
    `${admin} may give these credits back until the end of the day. It stays in the Record, with your name.`,
  confirmed: (count) => `Confirmed: ${credits(count)} more for today.`,
}
