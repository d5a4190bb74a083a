import type { KeyboardTexts } from '@/components/admin/ai-jobs/texts/pt-BR/keyboard'

export const keyboard: KeyboardTexts = {
  open: 'Shortcuts',
  title: 'Keyboard shortcuts',
  detail: 'They work in the list of jobs, outside text fields.',
  enabled: 'Use shortcuts in this browser',
  shortcuts: {
    '/': 'Search',
    j: 'Next job',
    k: 'Previous job',
    x: 'Select the job',
    c: 'Cancel the job',
    o: 'Open the job',
    Enter: 'Open the job',
    r: 'Refresh the list',
    Escape: 'Leave the search, or clear the selection',
    '?': 'Show these shortcuts',
  },
}
