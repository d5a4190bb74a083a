import type { KeyboardTexts } from '@/components/admin/ai-jobs/texts/pt-BR/keyboard'

export const keyboard: KeyboardTexts = {
  open: 'Shortcuts',
  title: 'Keyboard shortcuts',
  detail: 'They work in this section, outside text fields.',
  enabled: 'Use shortcuts in this browser',
  shortcuts: {
    '/': 'Search',
    j: 'Next row',
    k: 'Previous row',
    x: 'Select the job',
    c: 'Cancel the job',
    o: 'Open the job',
    Enter: 'Open the job',
    r: 'Refresh',
    '1': 'Go to a section of the panel',
    Escape: 'Leave the search, or clear the selection',
    '?': 'Show these shortcuts',
  },
}
