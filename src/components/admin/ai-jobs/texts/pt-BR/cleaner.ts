import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import type { CleanerCondition, CleanerProblem } from '@/components/admin/ai-jobs/cleaner/cleaner-health'
import type { CleanupRun } from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import { credits } from '@/components/admin/ai-jobs/texts/pt-BR/jobs'

/** A length of time without its seconds. */
const roughly = (seconds: number) => formatDuration(seconds - (seconds % 60))

const ago = (seconds: number) => (seconds < 60 ? 'há menos de 1 min' : `há ${roughly(seconds)}`)
const ahead = (seconds: number) => (seconds < 60 ? 'em menos de 1 min' : `em ${roughly(seconds)}`)

const jobs = (count: number) => plural(count, { one: 'job', other: 'jobs' })
const minutes = (count: number) => plural(count, { one: 'minuto', other: 'minutos' })

type Total = { ended: number; credits: number; failures: number }

const endedAndRefunded = (total: Total) => {
  if (total.ended === 0) return 'Nenhum job foi encerrado'
  const ended = `${jobs(total.ended)} ${total.ended === 1 ? 'encerrado' : 'encerrados'}`
  if (total.credits === 0) return `${ended}, sem créditos a estornar`
  return `${ended} e ${credits(total.credits)} ${total.credits === 1 ? 'estornado' : 'estornados'}`
}

const failed = (count: number) =>
  `${jobs(count)} ${count === 1 ? 'não pôde ser encerrado e está' : 'não puderam ser encerrados e estão'} em Atenção.`

const finishedLater = (ended: number, later: number) => {
  if (ended === 1) return later === 1 ? 'e ele terminou depois' : 'e ele não terminou depois'
  if (later === 0) return 'nenhum deles terminou depois'
  return `${formatInteger(later)} deles ${later === 1 ? 'terminou' : 'terminaram'} depois`
}

/** The cleaner: its health, its runs, the limits of the tools. */
export const cleaner = {
  ago,
  ahead,
  pill: {
    fine: (seconds: number | null) => (seconds === null ? 'Limpeza ainda não rodou' : `Limpeza ${ago(seconds)}`),
    switched_off: (_seconds: number | null, tools: number) =>
      plural(tools, { one: 'ferramenta desligada', other: 'ferramentas desligadas' }),
    troubled: () => 'Limpeza com falhas',
    late: () => 'Limpeza atrasada',
    down: () => 'Limpeza parada',
  } satisfies Record<CleanerCondition, (secondsSinceSuccess: number | null, toolsOff: number) => string>,
  offOnPhone: (tools: number) => plural(tools, { one: 'desligada', other: 'desligadas' }),
  unknown: 'Limpeza: sem resposta',
  counts: { ended: 'Encerrados', credits: 'Créditos', failures: 'Falhas' },
  health: {
    title: 'Saúde da limpeza',
    conditions: {
      fine: 'Em dia',
      switched_off: 'Em dia, mas não em todas as ferramentas',
      troubled: 'Em dia, mas com falhas',
      late: 'Atrasada: faltou uma execução',
      down: 'Parada: faltaram duas execuções ou mais',
    } satisfies Record<CleanerCondition, string>,
    lastSuccess: 'Última execução com sucesso',
    never: 'Nenhuma ainda',
    nextRun: 'Próxima execução',
    unscheduled: 'Não agendada',
    failed_jobs_24h: 'Tentativas de encerrar que falharam em 24 h',
    failed_runs_24h: 'Execuções com falha em 24 h',
    failed_cron_runs_24h: 'Falhas relatadas pelo pg_cron em 24 h',
  },
  switchedOff: {
    title: (tools: number) =>
      `A limpeza está desligada em ${plural(tools, { one: 'ferramenta', other: 'ferramentas' })}: nada encerra os jobs presos ${tools === 1 ? 'dela' : 'delas'}.`,
    switchOn: (tool: string) => `Ligar em ${tool}`,
    stuck: (count: number) =>
      count === 0 ? 'nenhum job preso' : plural(count, { one: 'job preso', other: 'jobs presos' }),
  },
  problems: {
    label: 'O que fazer',
    unknown: (code: string) => `O banco relata um problema que esta versão do painel não conhece: ${code}.`,
    known: {
      late: 'Faltou uma execução: espere a próxima e, se ela também faltar, procure o motivo nas últimas execuções.',
      down: 'Nada encerra os jobs presos: execute a limpeza agora e procure nas últimas execuções por que ela parou.',
      run_failed:
        'A última execução foi interrompida ou não conseguiu trabalhar em uma tabela: leia a coluna “error” e corrija a causa; a próxima execução recupera o atraso.',
      table_unusable:
        'Uma tabela cadastrada sumiu, perdeu uma coluna ou mudou o tipo de uma: seus jobs presos continuam presos, os das outras não; corrija a tabela ou tire-a do cadastro.',
      refunds_failing:
        'Três jobs ou mais de uma ferramenta não puderam ser encerrados e nenhum estorno dela deu certo desde então: leia “detail” e corrija a causa; a próxima execução os encerra.',
      attention_unreadable: 'Não é possível ler a lista de atenção: leia o erro e corrija a causa.',
      records_unsealed:
        'Há meia hora nenhuma execução consegue selar os registros: encerre a transação que escreveu neles e continua aberta ou sele à mão e leia o aviso.',
      cron_run_failed: 'O pg_cron diz que a última execução falhou: leia “return_message” e corrija a causa.',
      cron_absent:
        'Não há pg_cron neste banco e nada mais executa a limpeza a tempo: aplique de novo a migração que o ativa e agenda ou, onde não há pg_cron, faça outro agendador chamar a limpeza a cada 5 minutos como service_role.',
      cron_unscheduled:
        'O pg_cron está ativo, mas a limpeza não está agendada: aplique de novo a migração que a agenda (ela pode rodar duas vezes).',
      cron_inactive:
        'A limpeza está agendada, mas desligada: ligue-a e, se não havia o que ligar, aplique de novo a migração que a agenda.',
      cron_doubled:
        'A limpeza está agendada mais de uma vez: nenhum crédito volta em dobro, mas as execuções se atrapalham; deixe só a de nome cleanup-stale-ai-jobs e veja se outro papel agendou a sua.',
    } satisfies Record<CleanerProblem, string>,
  },
  day: {
    title: 'Últimas 24 horas',
    table: 'Ver como tabela',
    ended: 'Jobs encerrados',
    refunded_credits: 'Créditos estornados',
    failures: 'Tentativas que falharam',
    now: 'agora',
    hour: 'Hora',
    columns: { runs: 'Execuções', ended: 'Encerrados', refunded_credits: 'Créditos', failures: 'Falhas' },
  },
  runs: {
    title: 'Últimas execuções',
    none: 'Nenhuma execução nos últimos 30 dias.',
    started: 'Início',
    duration: 'Duração',
    instant: '< 1 s',
    unfinished: 'Não terminou',
    startedBy: {
      cron: 'agendada',
      service: 'chamada por um serviço',
      admin: 'por administrador',
    } satisfies Record<CleanupRun['started_by'], string>,
  },
  run: {
    action: 'Executar agora',
    title: 'Executar a limpeza agora?',
    detail: 'Encerra os jobs que passaram do limite e devolve os créditos, como a execução agendada.',
    preview: 'O que será encerrado',
    nothing: 'Nada a encerrar: nenhum job passou do limite.',
    tool: 'Ferramenta',
    jobs: 'Jobs',
    customers: 'Clientes',
    credits: 'Créditos',
    confirm: (count: number) => `Encerrar ${jobs(count)}`,
    running: 'Executando a limpeza',
    progress: (ended: number, total: number) => `${formatInteger(ended)} de ${jobs(total)}`,
    stop: 'Parar',
    stopping: 'Parando…',
    result: 'Resultado da limpeza',
    done: (total: Total) =>
      total.failures > 0 ? `${endedAndRefunded(total)}. ${failed(total.failures)}` : `${endedAndRefunded(total)}.`,
    interrupted: (total: Total) => `A limpeza foi interrompida. Até ali: ${endedAndRefunded(total)}.`,
    seeAttention: 'Ver em Atenção',
  },
  limits: {
    title: 'Limites por ferramenta',
    recorded: 'Todas as mudanças ficam no',
    queue: 'Limite na fila',
    run: 'Limite de processamento',
    enabled: 'Limpeza ligada',
    onOff: (on: boolean): string => (on ? 'sim' : 'não'),
    minutes,
    unit: (count: number): string => (count === 1 ? 'minuto' : 'minutos'),
    invalid: 'Use minutos inteiros, de 1 a 1.440.',
    proofs: {
      ledger: 'Cobrança comprovada pelo extrato de créditos',
      charged_column: 'Cobrança comprovada pela coluna credits_charged',
      presumed: 'Cobrança presumida pelo preço',
    } satisfies Record<AiTool['charge_proof'], string>,
    unusable: 'A tabela ou uma coluna dela não existe mais: a limpeza não a alcança.',
    disabled: 'Desligada: nada encerra os jobs presos desta ferramenta.',
    waitP95: (seconds: number) => `95% esperam até ${formatDuration(seconds)}`,
    runTimes: (count: number) =>
      count === 0
        ? 'Nenhum job concluído em 30 dias'
        : `Tempo de processamento em 30 dias (${plural(count, { one: 'job concluído', other: 'jobs concluídos' })})`,
    noAdvice: 'Não foi possível ler os tempos de processamento.',
    forecast: (limit: number, ended: number, later: number) =>
      ended === 0
        ? `${formatDuration(limit * 60)} não teria encerrado nenhum job em 30 dias`
        : `${formatDuration(limit * 60)} teria encerrado ${jobs(ended)} em 30 dias, ${finishedLater(ended, later)}`,
    save: 'Salvar',
    saving: 'Salvando…',
    undo: 'Desfazer',
    question: (tool: string) => `Alterar ${tool}?`,
    questionDetail: 'Vale a partir da próxima execução da limpeza e fica no Registro, com seu nome.',
    saved: (tool: string) => `${tool}: mudança salva e registrada.`,
  },
}

export type CleanerTexts = typeof cleaner
