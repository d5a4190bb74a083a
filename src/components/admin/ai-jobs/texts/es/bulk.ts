import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'
import { credits } from '@/components/admin/ai-jobs/texts/es/jobs'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { BulkTexts } from '@/components/admin/ai-jobs/texts/pt-BR/bulk'

const jobs = (count: number) => plural(count, { one: 'job', other: 'jobs' })

export const bulk: BulkTexts = {
  label: 'Acciones en lote',
  selected: (count) => plural(count, { one: 'seleccionado', other: 'seleccionados' }),
  clear: 'Limpiar selección',
  cancelSelected: 'Cancelar seleccionados',
  cancelAll: (count) =>
    count === 1
      ? 'Cancelar el único que coincide con el filtro'
      : `Cancelar los ${formatInteger(count)} que coinciden con el filtro`,
  nothing: 'Ningún job en curso que cancelar.',
  title: (count) => `¿Cancelar ${jobs(count)}?`,
  titleUnknown: '¿Cancelar todos los que coinciden con el filtro?',
  detail: 'Los jobs terminan ahora, y lo cobrado vuelve a los clientes. No se puede deshacer.',
  filter: 'Filtro',
  filterParts: {
    tool: (label) => `herramienta ${label}`,
    status: (label) => `estado ${label}`,
    search: (text) => `búsqueda de «${text}»`,
    refund: (label) => `reembolso ${label}`,
    stuckOnly: 'solo atascados, de cualquier fecha',
    anyDate: 'de cualquier fecha',
    idOfAnyDate: 'si es un id, de cualquier fecha',
    from: (day) => `desde ${day}`,
    until: (day) => `hasta ${day}`,
  },
  counting: 'Contando los jobs…',
  none: 'No se puede cancelar ningún job: todos han terminado.',
  tooMany: (sent, matching) =>
    `Se cancelan los ${formatInteger(sent)} más antiguos de ${formatInteger(matching)}. Repita después con los demás.`,
  failedBefore: (count, creditCount) =>
    `${count === 1 ? '1 de estos jobs ya falló antes y puede fallar' : `${formatInteger(count)} de estos jobs ya fallaron antes y pueden fallar`} de nuevo (${credits(creditCount)}). El motivo está en Atención.`,
  plan: {
    label: 'Lo que se cancelará',
    tool: 'Herramienta',
    jobs: 'Jobs',
    customers: 'Clientes',
    credits: 'Créditos',
    total: 'Total',
  },
  typeCount: (count) => `Escriba ${formatInteger(count)} para confirmar`,
  confirm: (count) => `Cancelar ${jobs(count)}`,
  back: 'Volver',
  running: 'Cancelando…',
  progress: 'Progreso',
  done: (done, total) => `${formatInteger(done)} de ${jobs(total)}`,
  creditsSoFar: (count) => `${credits(count)} ${count === 1 ? 'reembolsado' : 'reembolsados'}`,
  failedSoFar: (count) => plural(count, { one: 'no se canceló', other: 'no se cancelaron' }),
  waiting: (seconds) => `El servidor pidió una pausa de ${formatDuration(seconds)}. Después continúa por sí solo.`,
  stop: 'Parar',
  stopping: 'Parando…',
  finished: 'Cancelación terminada',
  interrupted: 'Cancelación interrumpida',
  endings: {
    done: 'Se enviaron todos los jobs.',
    stopped: 'Detenida a petición suya.',
    not_admin: 'Solo los administradores pueden cancelar jobs.',
    session_expired: 'Su sesión ha caducado. Entre de nuevo para cancelar los demás.',
    refused: 'El servidor rechazó la solicitud. Revise el motivo y recargue la página.',
    unreachable: 'El servidor no responde. Revise su conexión e inténtelo de nuevo.',
  },
  outcomes: {
    cancelled: 'Cancelado',
    replayed: 'Ya estaba cancelado',
    already_over: 'Ya había terminado',
    not_found: 'Ya no existe',
    busy: 'Ocupado por otro proceso',
    not_tried: 'No hubo tiempo',
    failed: 'Falló',
    no_answer: 'Sin respuesta',
  },
  outcomeCounts: {
    cancelled: 'Cancelados',
    replayed: 'Ya estaban cancelados',
    already_over: 'Ya habían terminado',
    not_found: 'Ya no existen',
    busy: 'Ocupados por otro proceso',
    not_tried: 'Sin tiempo para',
    failed: 'Fallaron',
    no_answer: 'Sin respuesta',
  },
  notSent: 'No enviados',
  safeToRetry: 'El servidor no respondió. Puede intentarlo de nuevo: ningún job se reembolsa dos veces.',
  creditsRefunded: 'Créditos reembolsados',
  results: 'Resultado por job',
  showMore: (count) => `Mostrar ${formatInteger(count)} más`,
  retry: (count) =>
    count === 1 ? 'Intentar de nuevo el que falló' : `Intentar de nuevo los ${formatInteger(count)} que fallaron`,
  keptSelected: 'Los que fallaron siguen seleccionados.',
  seeResult: 'Ver resultado',
  close: 'Cerrar',
}
