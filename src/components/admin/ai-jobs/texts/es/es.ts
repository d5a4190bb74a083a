import { attention } from '@/components/admin/ai-jobs/texts/es/attention'
import { bulk } from '@/components/admin/ai-jobs/texts/es/bulk'
import { cancel } from '@/components/admin/ai-jobs/texts/es/cancel'
import { cap } from '@/components/admin/ai-jobs/texts/es/cap'
import { charts } from '@/components/admin/ai-jobs/texts/es/charts'
import { cleaner } from '@/components/admin/ai-jobs/texts/es/cleaner'
import { csv } from '@/components/admin/ai-jobs/texts/es/csv'
import { jobs } from '@/components/admin/ai-jobs/texts/es/jobs'
import { keyboard } from '@/components/admin/ai-jobs/texts/es/keyboard'
import { records } from '@/components/admin/ai-jobs/texts/es/records'
import { refusals } from '@/components/admin/ai-jobs/texts/es/refusals'
import { sheet } from '@/components/admin/ai-jobs/texts/es/sheet'
import { shell } from '@/components/admin/ai-jobs/texts/es/shell'
import type { Texts } from '@/components/admin/ai-jobs/texts/pt-BR/pt-br'

export const es: Texts = {
  lang: 'es',
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
