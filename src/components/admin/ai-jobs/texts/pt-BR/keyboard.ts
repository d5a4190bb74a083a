import type { Shortcut } from '@/components/admin/ai-jobs/use-shortcuts'

/** What the keys do, for the list of shortcuts. */
export const keyboard = {
  open: 'Atalhos',
  title: 'Atalhos de teclado',
  detail: 'Valem na lista de jobs, fora dos campos de texto.',
  enabled: 'Usar atalhos neste navegador',
  shortcuts: {
    '/': 'Buscar',
    j: 'Próximo job',
    k: 'Job anterior',
    x: 'Selecionar o job',
    c: 'Cancelar o job',
    o: 'Abrir o job',
    Enter: 'Abrir o job',
    r: 'Atualizar a lista',
    Escape: 'Sair da busca, ou limpar a seleção',
    '?': 'Mostrar estes atalhos',
  } satisfies Record<Shortcut, string>,
}

export type KeyboardTexts = typeof keyboard
