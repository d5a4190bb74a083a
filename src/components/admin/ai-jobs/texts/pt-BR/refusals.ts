import { formatDuration } from '@/components/admin/ai-jobs/format'
import type { RefusalCode } from '@/components/admin/ai-jobs/panel/refusal-code'

/** Why the database refused what was asked. */
export const refusals = {
  reasons: {
    not_admin: () => 'Só administradores podem fazer isto.',
    table_not_registered: () => 'Esta tabela de jobs não está cadastrada.',
    bad_reason: () => 'O motivo pode ter até 500 caracteres, sem caracteres de controle.',
    unknown_status: () => 'Ninguém cadastrou o que o status deste job significa. Corrija o cadastro primeiro.',
    job_busy: () => 'O job está sendo alterado por outro processo. Tente de novo em instantes.',
    refund_failed: () => 'O estorno não foi feito; o job continua como estava.',
    other_code_moved_credits: () =>
      'Outro código deste projeto também moveu créditos do cliente; o job continua como estava.',
    status_kept: () => 'Um gatilho deste projeto manteve o status; o job continua como estava.',
    jobs_malformed: () => 'O servidor não entendeu a lista de jobs. Recarregue a página.',
    tool_value_invalid: () => 'Um dos valores não vale para esta ferramenta.',
    reason_required: () => 'É preciso dizer o motivo.',
    not_on_attention_list: () => 'Este job não está na lista de atenção: cancele-o, e os créditos voltam ao cliente.',
    not_ended: () => 'O banco de dados recusou o encerramento; o job continua como estava.',
    table_unusable: () => 'A tabela desta ferramenta mudou e não pode ser usada. Corrija o cadastro antes de cancelar.',
    table_busy: () => 'A tabela de jobs está ocupada. Tente de novo em instantes.',
    table_not_ready: () => 'Falta algo na tabela desta ferramenta. Peça a quem desenvolve:',
    limit_invalid: () => 'O limite vai de 1 a 1.440 minutos inteiros.',
    clock_under_cap: () =>
      'Com um limite diário de créditos, só quem desenvolve faz a limpeza encerrar mais: encurta um limite de tempo, liga a limpeza ou diz que um status ainda não acabou.',
    status_word_invalid: () => 'O status tem de 1 a 100 caracteres.',
    status_known: () => 'Este status já está cadastrado nesta ferramenta.',
    status_has_ended_jobs: () =>
      'Há jobs com este status que já têm data de término: ele não pode significar que o job ainda não acabou.',
    filter_invalid: () => 'O servidor não aceita este filtro.',
    no_cap: () => 'Não há limite diário de créditos.',
    cap_raise_invalid: () => 'Peça de 1 a 1.000.000 de créditos.',
    cap_raise_waiting: () => 'Um pedido seu já espera pela confirmação de outro administrador.',
    cap_raise_not_found: () => 'Pedido não encontrado.',
    cap_raise_expired: () => 'O pedido valia só para o dia em que foi feito.',
    own_cap_raise: () => 'Quem pediu não confirma: isto cabe a outro administrador.',
    rate_limited: (seconds: number | null) =>
      seconds === null
        ? 'Muitas ações seguidas. Tente de novo daqui a pouco.'
        : `Muitas ações seguidas. Tente de novo em ${formatDuration(seconds)}.`,
    daily_cap: () => 'Passa do seu limite diário de créditos: peça em Atenção que outro administrador confirme mais.',
  } satisfies Record<RefusalCode, (secondsToWait: number | null) => string>,
  databaseText: (text: string) => `Texto do banco de dados: ${text}`,
}

export type RefusalTexts = typeof refusals
