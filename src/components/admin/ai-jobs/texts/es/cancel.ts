import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'
import { credits, jobs } from '@/components/admin/ai-jobs/texts/es/jobs'
import type { CancelTexts } from '@/components/admin/ai-jobs/texts/pt-BR/cancel'

const refunded = (count: number) => `${credits(count)} ${count === 1 ? 'reembolsado' : 'reembolsados'}`

const errors: CancelTexts['errors'] = {
  invalid_request: () => 'La solicitud no fue aceptada. Revise el motivo e inténtelo de nuevo.',
  unauthenticated: () => 'Su sesión ha caducado. Entre de nuevo para cancelar el job.',
  not_admin: () => 'Solo los administradores pueden cancelar jobs.',
  job_not_found: () => 'Este job ya no existe.',
  method_not_allowed: () => 'El panel está desactualizado. Recargue la página.',
  job_already_over: ({ status }) =>
    status
      ? `El job ya había terminado (${jobs.statusLabel(status)}). No se cambió nada.`
      : 'El job ya había terminado. No se cambió nada.',
  payload_too_large: () => 'El motivo es demasiado largo. Acorte el texto e inténtelo de nuevo.',
  rate_limited: ({ retryAfterSeconds }) =>
    retryAfterSeconds
      ? `Demasiadas cancelaciones seguidas. Inténtelo de nuevo en ${formatDuration(retryAfterSeconds)}.`
      : 'Demasiadas cancelaciones seguidas. Inténtelo de nuevo dentro de poco.',
  refund_failed: () =>
    'El reembolso falló, por eso el job no se canceló. Cuando pase el límite, la limpieza lo intenta de nuevo y el motivo queda en Atención.',
  internal_error: () => 'El servidor encontró un error. Revise el job en la lista antes de intentarlo de nuevo.',
  no_answer: () => 'El servidor no respondió y el job sigue en curso. Puede intentarlo de nuevo.',
  outcome_unknown: () => 'Sin respuesta del servidor. Actualice la lista para saber si el job fue cancelado.',
}

export const cancel: CancelTexts = {
  action: 'Cancelar',
  title: '¿Cancelar este job?',
  detail: 'El job termina ahora, y lo cobrado vuelve al cliente. No se puede deshacer.',
  tool: 'Herramienta',
  customer: 'Cliente',
  age: 'Edad',
  limit: 'Límite',
  limits: {
    waiting: (seconds) => `${formatDuration(seconds)} en la cola`,
    running: (seconds) => `${formatDuration(seconds)} de procesamiento`,
  },
  limitPassed: (seconds) => `superado hace ${formatDuration(seconds)}`,
  limitAhead: (seconds) => `faltan ${formatDuration(seconds)}`,
  refund: 'Créditos por reembolsar',
  reason: 'Motivo (opcional)',
  reasonHint: 'Otro motivo o detalles',
  commonReasons: 'Motivos comunes',
  reasons: ['El proveedor no respondió', 'Petición del cliente', 'Job duplicado', 'Error de la herramienta'],
  charactersLeft: (count) => (count === 1 ? 'Queda 1 carácter.' : `Quedan ${formatInteger(count)} caracteres.`),
  failedBefore: 'Un intento de terminar este job ya falló, y este también puede fallar. El motivo está en Atención.',
  back: 'Volver',
  confirm: 'Confirmar cancelación',
  pending: 'Cancelando…',
  done: (count) =>
    count > 0 ? `Job cancelado y ${refunded(count)}` : 'Job cancelado. No había créditos por reembolsar.',
  replayed: (count) =>
    count > 0
      ? `El job ya estaba cancelado: ${refunded(count)}.`
      : 'El job ya estaba cancelado, sin créditos por reembolsar.',
  errors,
}
