import type { ToldShortcut } from '@/components/admin/ai-jobs/use-shortcuts'

/** What the keys do, for the list of shortcuts. */
export const keyboard = {
  open: 'Atalhos',
  title: 'Atalhos de teclado',
  detail: 'Valem nesta seção, fora dos campos de texto.',
  enabled: 'Usar atalhos neste navegador',
  shortcuts: {
    '/': 'Buscar',
    j: 'Próxima linha',
    k: 'Linha anterior',
    x: 'Selecionar o job',
    c: 'Cancelar o job',
    o: 'Abrir o job',
    Enter: 'Abrir o job',
    r: 'Atualizar',
    '1': 'Ir para uma seção do painel',
    Escape: 'Sair da busca, ou limpar a seleção',
    '?': 'Mostrar estes atalhos',
  } satisfies Record<ToldShortcut, string>,
}

export type KeyboardTexts = typeof keyboard
