import { attention } from '@/components/admin/ai-jobs/texts/pt-BR/attention'
import { bulk } from '@/components/admin/ai-jobs/texts/pt-BR/bulk'
import { cancel } from '@/components/admin/ai-jobs/texts/pt-BR/cancel'
import { cap } from '@/components/admin/ai-jobs/texts/pt-BR/cap'
import { charts } from '@/components/admin/ai-jobs/texts/pt-BR/charts'
import { cleaner } from '@/components/admin/ai-jobs/texts/pt-BR/cleaner'
import { csv } from '@/components/admin/ai-jobs/texts/pt-BR/csv'
import { jobs } from '@/components/admin/ai-jobs/texts/pt-BR/jobs'
import { keyboard } from '@/components/admin/ai-jobs/texts/pt-BR/keyboard'
import { records } from '@/components/admin/ai-jobs/texts/pt-BR/records'
import { refusals } from '@/components/admin/ai-jobs/texts/pt-BR/refusals'
import { sheet } from '@/components/admin/ai-jobs/texts/pt-BR/sheet'
import { shell } from '@/components/admin/ai-jobs/texts/pt-BR/shell'

/** Every text a person sees in the panel, by area. The other languages have the same shape. */
export const ptBR = {
  /** What they are in, for whoever reads the page aloud. */
  lang: 'pt-BR',
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

export type Texts = typeof ptBR
