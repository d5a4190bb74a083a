import { type ExternalToast, toast as sonner } from 'sonner'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const KINDS = ['success', 'info', 'warning', 'error'] as const
type Kind = (typeof KINDS)[number]

type Tell = (text: string, more?: { description?: string | undefined }) => void

// The toaster is the host's, and its page may be in another language than the panel.
const inPanelLanguage = (text: string) => <span lang={texts.lang}>{text}</span>

const standing = new Set<string | number>()
const forget: ExternalToast['onDismiss'] = ({ id }) => standing.delete(id)

const tellAs =
  (kind: Kind): Tell =>
  (text, { description } = {}) => {
    const more = { description: description && inPanelLanguage(description), onDismiss: forget, onAutoClose: forget }
    standing.add(sonner[kind](inPanelLanguage(text), more))
  }

/** Tells the admin in a toast what came of an act. */
export const toast = {
  success: tellAs('success'),
  info: tellAs('info'),
  warning: tellAs('warning'),
  error: tellAs('error'),
} satisfies Record<Kind, Tell>

/** Takes the panel's own toasts away, none of the host's. */
export function dismissToasts() {
  for (const id of standing) sonner.dismiss(id)
  standing.clear()
}
