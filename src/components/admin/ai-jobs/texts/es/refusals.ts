import { formatDuration } from '@/components/admin/ai-jobs/format'
import type { RefusalTexts } from '@/components/admin/ai-jobs/texts/pt-BR/refusals'

export const refusals: RefusalTexts = {
  reasons: {
    not_admin: () => 'Solo los administradores pueden hacer esto.',
    table_not_registered: () => 'Esta tabla de jobs no está registrada.',
    bad_reason: () => 'El motivo puede tener hasta 500 caracteres, sin caracteres de control.',
    unknown_status: () => 'Nadie registró qué significa el estado de este job. Corrige primero el registro.',
    job_busy: () => 'Otro proceso está cambiando el job. Inténtalo de nuevo en un momento.',
    refund_failed: () => 'El reembolso no se hizo; el job sigue como estaba.',
    other_code_moved_credits: () =>
      'Otro código de este proyecto también movió créditos del cliente; el job sigue como estaba.',
    status_kept: () => 'Un disparador de este proyecto mantuvo el estado; el job sigue como estaba.',
    jobs_malformed: () => 'El servidor no entendió la lista de jobs. Recarga la página.',
    tool_value_invalid: () => 'Uno de los valores no vale para esta herramienta.',
    reason_required: () => 'Hay que decir el motivo.',
    not_on_attention_list: () =>
      'Este job no está en la lista de atención: cancélalo y los créditos vuelven al cliente.',
    not_ended: () => 'La base de datos rechazó terminarlo; el job sigue como estaba.',
    table_unusable: () =>
      'La tabla de esta herramienta cambió y no se puede usar. Corrige el registro antes de cancelar.',
    table_busy: () => 'La tabla de jobs está ocupada. Inténtalo de nuevo en un momento.',
    table_not_ready: () => 'A la tabla de esta herramienta le falta algo. Pídelo a quien desarrolla:',
    limit_invalid: () => 'El límite va de 1 a 1440 minutos enteros.',
    clock_under_cap: () =>
      'Con un límite diario de créditos, solo quien desarrolla hace que la limpieza termine más: acorta un límite de tiempo, activa la limpieza o dice que un estado aún no terminó.',
    status_word_invalid: () => 'El estado tiene de 1 a 100 caracteres.',
    status_known: () => 'Este estado ya está registrado en esta herramienta.',
    status_has_ended_jobs: () =>
      'Hay jobs con este estado que ya tienen fecha de término: no puede significar que el job aún no terminó.',
    filter_invalid: () => 'El servidor no acepta este filtro.',
    no_cap: () => 'No hay límite diario de créditos.',
    cap_raise_invalid: () => 'Pide de 1 a 1 000 000 de créditos.',
    cap_raise_waiting: () => 'Un pedido tuyo ya espera la confirmación de otro administrador.',
    cap_raise_not_found: () => 'Pedido no encontrado.',
    cap_raise_expired: () => 'El pedido valía solo para el día en que se hizo.',
    own_cap_raise: () => 'Quien pidió no confirma: le toca a otro administrador.',
    rate_limited: (seconds) =>
      seconds === null
        ? 'Demasiadas acciones seguidas. Inténtalo de nuevo en un momento.'
        : `Demasiadas acciones seguidas. Inténtalo de nuevo en ${formatDuration(seconds)}.`,
    daily_cap: () => 'Supera tu límite diario de créditos: pide en Atención que otro administrador confirme más.',
  },
  databaseText: (text) => `Texto de la base de datos: ${text}`,
}
