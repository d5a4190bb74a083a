import type { KeyboardTexts } from '@/components/admin/ai-jobs/texts/pt-BR/keyboard'

export const keyboard: KeyboardTexts = {
  open: 'Atajos',
  title: 'Atajos de teclado',
  detail: 'Valen en esta sección, fuera de los campos de texto.',
  enabled: 'Usar atajos en este navegador',
  shortcuts: {
    '/': 'Buscar',
    j: 'Fila siguiente',
    k: 'Fila anterior',
    x: 'Seleccionar el job',
    c: 'Cancelar el job',
    o: 'Abrir el job',
    Enter: 'Abrir el job',
    r: 'Actualizar',
    '1': 'Ir a una sección del panel',
    Escape: 'Salir de la búsqueda, o quitar la selección',
    '?': 'Mostrar estos atajos',
  },
}
