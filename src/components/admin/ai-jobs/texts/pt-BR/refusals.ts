import { formatDuration } from '@/components/admin/ai-jobs/format'
import type { RefusalCode } from '@/components/admin/ai-jobs/panel/refusal-code'

/** Why the database refused what was asked. */
export const refusals = {
  reasons: {
    not_admin: () => 'Só administradores podem fazer isto.',
    table_not_registered: () => 'Esta tabela de jobs não está cadastrada.',
    bad_reason: () => 'O motivo pode ter até 500 caracteres, sem caracteres de controle, e às vezes é obrigatório.',
    unknown_status: () => 'Ninguém cadastrou o que o status deste job significa. Corrija o cadastro primeiro.',
    job_busy: () => 'O job está sendo alterado por outro processo. Tente de novo em instantes.',
    refund_failed: () => 'O estorno não foi feito; o job continua como estava.',
    other_code_moved_credits: () =>
      'Outro código deste projeto também moveu créditos do cliente; o job continua como estava.',
    status_kept: () => 'Um gatilho deste projeto manteve o status; o job continua como estava.',
    jobs_malformed: () => 'O servidor não entendeu a lista de jobs. Recarregue a página.',
    tool_value_invalid: () => 'Um dos valores não vale para esta ferramenta.',
    rate_limited: (seconds: number | null) =>
      seconds === null
        ? 'Muitas ações seguidas. Tente de novo daqui a pouco.'
        : `Muitas ações seguidas. Tente de novo em ${formatDuration(seconds)}.`,
    daily_cap: () => 'Passa do seu limite diário de créditos: outro administrador precisa confirmar.',
  } satisfies Record<RefusalCode, (secondsToWait: number | null) => string>,
  databaseText: (text: string) => `Texto do banco de dados: ${text}`,
}

export type RefusalTexts = typeof refusals
