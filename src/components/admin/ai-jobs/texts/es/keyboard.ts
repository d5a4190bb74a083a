import type { KeyboardTexts } from '@/components/admin/ai-jobs/texts/pt-BR/keyboard'

export const keyboard: KeyboardTexts = {
  open: 'Atajos',
  title: 'Atajos de teclado',
  detail: 'Funcionan en la lista de jobs, fuera de los campos de texto.',
  enabled: 'Usar atajos en este navegador',
  shortcuts: {
    '/': 'Buscar',
    j: 'Job siguiente',
    k: 'Job anterior',
    x: 'Seleccionar el job',
    c: 'Cancelar el job',
    o: 'Abrir el job',
    Enter: 'Abrir el job',
    r: 'Actualizar la lista',
    Escape: 'Salir de la búsqueda, o quitar la selección',
    '?': 'Mostrar estos atajos',
  },
}
