import { attention } from '@/components/admin/ai-jobs/texts/en/attention'
import { bulk } from '@/components/admin/ai-jobs/texts/en/bulk'
import { cancel } from '@/components/admin/ai-jobs/texts/en/cancel'
import { cap } from '@/components/admin/ai-jobs/texts/en/cap'
import { charts } from '@/components/admin/ai-jobs/texts/en/charts'
import { cleaner } from '@/components/admin/ai-jobs/texts/en/cleaner'
import { csv } from '@/components/admin/ai-jobs/texts/en/csv'
import { jobs } from '@/components/admin/ai-jobs/texts/en/jobs'
import { keyboard } from '@/components/admin/ai-jobs/texts/en/keyboard'
import { records } from '@/components/admin/ai-jobs/texts/en/records'
import { refusals } from '@/components/admin/ai-jobs/texts/en/refusals'
import { sheet } from '@/components/admin/ai-jobs/texts/en/sheet'
import { shell } from '@/components/admin/ai-jobs/texts/en/shell'
import type { Texts } from '@/components/admin/ai-jobs/texts/pt-BR/pt-br'

export const en: Texts = {
  lang: 'en',
  attention,
  bulk,
  cancel,
  cap,
  charts,
  cleaner,
  csv,
  jobs,
  keyboard,
  records,
  refusals,
  sheet,
  shell,
}
