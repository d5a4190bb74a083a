import { toast as sonner } from 'sonner'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const KINDS = ['success', 'info', 'warning', 'error'] as const
type Kind = (typeof KINDS)[number]

type Tell = (text: string, more?: { description?: string | undefined }) => void

// The toaster is the host's, and its page may be in another language than the panel.
const inPanelLanguage = (text: string) => <span lang={texts.lang}>{text}</span>

const tellAs =
  (kind: Kind): Tell =>
  (text, { description } = {}) =>
    sonner[kind](inPanelLanguage(text), { description: description && inPanelLanguage(description) })

/** Tells the admin in a toast what came of an act. */
export const toast = {
  success: tellAs('success'),
  info: tellAs('info'),
  warning: tellAs('warning'),
  error: tellAs('error'),
} satisfies Record<Kind, Tell>
