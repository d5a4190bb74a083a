import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'
import { credits } from '@/components/admin/ai-jobs/texts/es/jobs'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { CleanerTexts } from '@/components/admin/ai-jobs/texts/pt-BR/cleaner'

const roughly = (seconds: number) => formatDuration(seconds - (seconds % 60))

const ago = (seconds: number) => (seconds < 60 ? 'hace menos de 1 min' : `hace ${roughly(seconds)}`)
const ahead = (seconds: number) => (seconds < 60 ? 'en menos de 1 min' : `en ${roughly(seconds)}`)

const jobs = (count: number) => plural(count, { one: 'job', other: 'jobs' })

const endedAndRefunded = (total: { ended: number; credits: number }) => {
  if (total.ended === 0) return 'No se terminó ningún job'
  const ended = `${jobs(total.ended)} ${total.ended === 1 ? 'terminado' : 'terminados'}`
  if (total.credits === 0) return `${ended}, sin créditos por reembolsar`
  return `${ended} y ${credits(total.credits)} ${total.credits === 1 ? 'reembolsado' : 'reembolsados'}`
}

const failed = (count: number) =>
  `${jobs(count)} no ${count === 1 ? 'pudo terminarse y está' : 'pudieron terminarse y están'} en Atención.`

const finishedLater = (ended: number, later: number) => {
  if (ended === 1) return later === 1 ? 'y terminó después' : 'y no terminó después'
  if (later === 0) return 'ninguno de ellos terminó después'
  return `${formatInteger(later)} de ellos ${later === 1 ? 'terminó' : 'terminaron'} después`
}

export const cleaner: CleanerTexts = {
  ago,
  ahead,
  pill: {
    fine: (seconds) => (seconds === null ? 'La limpieza aún no se ejecutó' : `Limpieza ${ago(seconds)}`),
    switched_off: (_seconds, tools) => plural(tools, { one: 'herramienta apagada', other: 'herramientas apagadas' }),
    troubled: () => 'Limpieza con fallos',
    late: () => 'Limpieza atrasada',
    down: () => 'Limpieza detenida',
  },
  offOnPhone: (tools) => plural(tools, { one: 'apagada', other: 'apagadas' }),
  unknown: 'Limpieza: sin respuesta',
  counts: { ended: 'Terminados', credits: 'Créditos', failures: 'Fallos' },
  health: {
    title: 'Salud de la limpieza',
    conditions: {
      fine: 'Al día',
      switched_off: 'Al día, pero no en todas las herramientas',
      troubled: 'Al día, pero con fallos',
      late: 'Atrasada: faltó una ejecución',
      down: 'Detenida: faltaron dos ejecuciones o más',
    },
    lastSuccess: 'Última ejecución con éxito',
    never: 'Ninguna todavía',
    nextRun: 'Próxima ejecución',
    unscheduled: 'No programada',
    failed_jobs_24h: 'Intentos de terminar que fallaron en 24 h',
    failed_runs_24h: 'Ejecuciones con fallo en 24 h',
    failed_cron_runs_24h: 'Fallos informados por pg_cron en 24 h',
  },
  switchedOff: {
    title: (tools) =>
      `La limpieza está apagada en ${plural(tools, { one: 'herramienta', other: 'herramientas' })}: nada termina sus jobs atascados.`,
    switchOn: (tool) => `Encender en ${tool}`,
    stuck: (count) =>
      count === 0 ? 'ningún job atascado' : plural(count, { one: 'job atascado', other: 'jobs atascados' }),
  },
  problems: {
    label: 'Qué hacer',
    unknown: (code) => `La base de datos informa un problema que esta versión del panel no conoce: ${code}.`,
    known: {
      late: 'Faltó una ejecución: espere la próxima y, si también falta, busque el motivo en las últimas ejecuciones.',
      down: 'Nada termina los jobs atascados: ejecute la limpieza ahora y busque en las últimas ejecuciones por qué se detuvo.',
      run_failed:
        'La última ejecución fue interrumpida o no pudo trabajar en una tabla: lea la columna “error” y corrija la causa; la próxima ejecución recupera el atraso.',
      table_unusable:
        'Una tabla registrada desapareció, perdió una columna o cambió el tipo de una: sus jobs atascados siguen atascados, los de las demás no; corrija la tabla o quítela del registro.',
      refunds_failing:
        'Tres jobs o más de una herramienta no se pudieron terminar y ningún reembolso de ella tuvo éxito desde entonces: lea “detail” y corrija la causa; la próxima ejecución los termina.',
      attention_unreadable: 'No se puede leer la lista de atención: lea el error y corrija la causa.',
      records_unsealed:
        'Desde hace media hora ninguna ejecución logra sellar los registros: termine la transacción que escribió en ellos y sigue abierta, o selle a mano y lea el aviso.',
      cron_run_failed: 'pg_cron dice que la última ejecución falló: lea “return_message” y corrija la causa.',
      cron_absent:
        'No hay pg_cron en esta base de datos y nada más ejecuta la limpieza a tiempo: aplique de nuevo la migración que lo activa y programa o, donde no hay pg_cron, haga que otro programador llame a la limpieza cada 5 minutos como service_role.',
      cron_unscheduled:
        'pg_cron está activo, pero la limpieza no está programada: aplique de nuevo la migración que la programa (puede ejecutarse dos veces).',
      cron_inactive:
        'La limpieza está programada, pero apagada: enciéndala y, si no había nada que encender, aplique de nuevo la migración que la programa.',
      cron_doubled:
        'La limpieza está programada más de una vez: ningún crédito vuelve dos veces, pero las ejecuciones se estorban; deje solo la de nombre cleanup-stale-ai-jobs y vea si otro rol programó la suya.',
    },
  },
  day: {
    title: 'Últimas 24 horas',
    table: 'Ver como tabla',
    ended: 'Jobs terminados',
    refunded_credits: 'Créditos reembolsados',
    failures: 'Intentos que fallaron',
    now: 'ahora',
    hour: 'Hora',
    columns: { runs: 'Ejecuciones', ended: 'Terminados', refunded_credits: 'Créditos', failures: 'Fallos' },
  },
  runs: {
    title: 'Últimas ejecuciones',
    none: 'Ninguna ejecución en los últimos 30 días.',
    started: 'Inicio',
    duration: 'Duración',
    instant: '< 1 s',
    unfinished: 'No terminó',
    startedBy: { cron: 'programada', service: 'llamada por un servicio', admin: 'por administrador' },
  },
  run: {
    action: 'Ejecutar ahora',
    title: '¿Ejecutar la limpieza ahora?',
    detail: 'Termina los jobs que pasaron de su límite y reembolsa los créditos, como la ejecución programada.',
    preview: 'Lo que se terminará',
    nothing: 'Nada por terminar: ningún job pasó de su límite.',
    tool: 'Herramienta',
    jobs: 'Jobs',
    customers: 'Clientes',
    credits: 'Créditos',
    confirm: (count) => `Terminar ${jobs(count)}`,
    running: 'Ejecutando la limpieza',
    progress: (ended, total) => `${formatInteger(ended)} de ${jobs(total)}`,
    stop: 'Parar',
    stopping: 'Parando…',
    result: 'Resultado de la limpieza',
    done: (total) =>
      total.failures > 0 ? `${endedAndRefunded(total)}. ${failed(total.failures)}` : `${endedAndRefunded(total)}.`,
    interrupted: (total) => `La limpieza fue interrumpida. Hasta entonces: ${endedAndRefunded(total)}.`,
    seeAttention: 'Ver en Atención',
  },
  limits: {
    title: 'Límites por herramienta',
    recorded: 'Todos los cambios quedan en el',
    queue: 'Límite en la cola',
    run: 'Límite de procesamiento',
    enabled: 'Limpieza activa',
    onOff: (on) => (on ? 'sí' : 'no'),
    minutes: (count) => plural(count, { one: 'minuto', other: 'minutos' }),
    unit: (count) => (count === 1 ? 'minuto' : 'minutos'),
    invalid: 'Use minutos enteros, de 1 a 1.440.',
    proofs: {
      ledger: 'Cobro probado por el libro de créditos',
      charged_column: 'Cobro probado por la columna credits_charged',
      presumed: 'Cobro presumido por el precio',
    },
    unusable: 'La tabla o una de sus columnas ya no existe: la limpieza no la alcanza.',
    disabled: 'Apagada: nada termina los jobs atascados de esta herramienta.',
    waitP95: (seconds) => `El 95 % espera hasta ${formatDuration(seconds)}`,
    runTimes: (count) =>
      count === 0
        ? 'Ningún job completado en 30 días'
        : `Tiempo de procesamiento en 30 días (${plural(count, { one: 'job completado', other: 'jobs completados' })})`,
    noAdvice: 'No se pudieron leer los tiempos de procesamiento.',
    forecast: (limit, ended, later) =>
      ended === 0
        ? `${formatDuration(limit * 60)} no habría terminado ningún job en 30 días`
        : `${formatDuration(limit * 60)} habría terminado ${jobs(ended)} en 30 días, ${finishedLater(ended, later)}`,
    save: 'Guardar',
    saving: 'Guardando…',
    undo: 'Deshacer',
    question: (tool) => `¿Cambiar ${tool}?`,
    questionDetail: 'Vale desde la próxima ejecución de la limpieza y queda en el registro, con su nombre.',
    saved: (tool) => `${tool}: cambio guardado y registrado.`,
  },
}
