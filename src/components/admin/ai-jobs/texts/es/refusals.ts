import { formatDuration } from '@/components/admin/ai-jobs/format'
import type { RefusalTexts } from '@/components/admin/ai-jobs/texts/pt-BR/refusals'

export const refusals: RefusalTexts = {
  reasons: {
    not_admin: () => 'Solo los administradores pueden hacer esto.',
    table_not_registered: () => 'Esta tabla de jobs no está registrada.',
    bad_reason: () =>
      'El motivo puede tener hasta 500 caracteres, sin caracteres de control, y a veces es obligatorio.',
    unknown_status: () => 'Nadie registró qué significa el estado de este job. Corrige primero el registro.',
    job_busy: () => 'Otro proceso está cambiando el job. Inténtalo de nuevo en un momento.',
    refund_failed: () => 'El reembolso no se hizo; el job sigue como estaba.',
    other_code_moved_credits: () =>
      'Otro código de este proyecto también movió créditos del cliente; el job sigue como estaba.',
    status_kept: () => 'Un disparador de este proyecto mantuvo el estado; el job sigue como estaba.',
    jobs_malformed: () => 'El servidor no entendió la lista de jobs. Recarga la página.',
    tool_value_invalid: () => 'Uno de los valores no vale para esta herramienta.',
    rate_limited: (seconds) =>
      seconds === null
        ? 'Demasiadas acciones seguidas. Inténtalo de nuevo en un momento.'
        : `Demasiadas acciones seguidas. Inténtalo de nuevo en ${formatDuration(seconds)}.`,
    daily_cap: () => 'Supera tu límite diario de créditos: otro administrador tiene que confirmarlo.',
  },
  databaseText: (text) => `Texto de la base de datos: ${text}`,
}
