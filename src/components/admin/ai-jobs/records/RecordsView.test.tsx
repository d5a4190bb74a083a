import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { RecordsView } from '@/components/admin/ai-jobs/records/RecordsView'
import type { ActRecord } from '@/components/admin/ai-jobs/records/record'
import type { CheckedPiece } from '@/components/admin/ai-jobs/records/record-seals'
import { databaseError, FakeSupabase, tools } from '@/test/fake-supabase'
import {
  cancelRecord,
  capRaiseRecord,
  recordAdmin,
  settingChangeRecord,
  timeoutByAdminRecord,
  timeoutRecord,
  toolChangeRecord,
} from '@/test/record-factory'
import { renderWith } from '@/test/render'

const FUNCTION = 'admin_list_records'
const PAGE_SIZE = 50

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T15:00:00-03:00'), toFake: ['Date'] })
})

afterEach(() => {
  vi.restoreAllMocks()
})

function openRecords(records: ActRecord[], search = '') {
  window.history.replaceState(null, '', `/${search}`)
  const server = new FakeSupabase()
  server.onRpc(FUNCTION, records)
  server.onRpc('admin_list_record_admins', [recordAdmin])
  server.onRpc('admin_verify_records', [seals()])
  const { user, queryClient } = renderWith(server, <RecordsView tools={tools} />)
  const choose = async (label: string, option: string) => {
    await user.click(screen.getByRole('combobox', { name: label }))
    await user.click(await screen.findByRole('option', { name: option }))
  }
  const expectAsked = (args: object) => waitFor(() => expect(server.rpcCalls(FUNCTION).at(-1)).toMatchObject(args))
  return { server, user, queryClient, choose, expectAsked }
}

/** The texts of the first record's cells. */
async function firstRow() {
  const table = await screen.findByRole('table', { name: 'Registro' })
  const [, row] = within(table).getAllByRole('row')
  return within(row ?? table)
    .getAllByRole('cell')
    .map((cell) => cell.textContent)
}

const seals = (overrides: Partial<CheckedPiece> = {}): CheckedPiece => ({
  intact: true,
  sealed: 1234,
  unsealed: 0,
  problems: [],
  continue_after: null,
  ...overrides,
})

const customers = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => timeoutRecord({ customer_name: `Cliente ${from + index}` }))

test('a job that the clock ended', async () => {
  openRecords([timeoutRecord({ at: '2026-11-23T14:05:00-03:00' })])
  expect(await firstRow()).toEqual([
    '23/11/26, 14:05',
    'Limpeza automática',
    'Encerrou por tempoProcessando → Falhou',
    'Upscaler de imagem',
    'Cliente Exemplocliente@example.com',
    '60',
    '',
  ])
})

test('a job that an admin cancelled, and why', async () => {
  openRecords([cancelRecord({ reason: 'Pedido do cliente' })])
  expect(await firstRow()).toEqual([
    expect.any(String),
    'Administradora Exemploadmin@example.com',
    'CancelouProcessando → Cancelado',
    'Upscaler de imagem',
    'Cliente Exemplocliente@example.com',
    '60',
    'Pedido do cliente',
  ])
})

test('the request that asked for it is copied in full', async () => {
  const request_id = 'c0ffee00-0000-4000-8000-000000000001'
  const { user } = openRecords([cancelRecord({ request_id }), cancelRecord()])
  expect((await firstRow())[2]).toBe('CancelouProcessando → CanceladoID da requisiçãoc0ffee00')
  await user.click(screen.getByRole('button', { name: 'Copiar: ID da requisição' }))
  expect(await navigator.clipboard.readText()).toBe(request_id)
})

test.each([
  ['close', 'Encerrou sem estorno'],
  ['repair', 'Reparou'],
] as const)('an end of the kind %s', async (kind, text) => {
  openRecords([cancelRecord({ kind, status_before: 'failed', status_after: 'failed' })])
  expect((await firstRow())[2]).toBe(text)
})

test.each([
  [{ run_limit_minutes: 10 }, { run_limit_minutes: 12 }, 'Mudou o limite de processamento de 10 para 12 min'],
  [{ queue_limit_minutes: 10 }, { queue_limit_minutes: 1_440 }, 'Mudou o limite na fila de 10 para 1.440 min'],
  [{ enabled: true }, { enabled: false }, 'Desligou a limpeza da ferramenta'],
  [{ over_statuses: [] }, { over_statuses: ['lost'] }, 'Cadastrou o status “lost”: terminado sem resultado'],
  [null, { enabled: true }, 'Cadastrou a ferramenta'],
  [{ enabled: true }, null, 'Retirou a ferramenta do cadastro'],
  [{ label: 'A' }, { label: 'B' }, 'Mudou “label” de A para B'],
])('a change of a tool from %o to %o', async (before, after, text) => {
  openRecords([toolChangeRecord(before, after)])
  const [, actor, act, tool, customer, credits] = await firstRow()
  expect([actor, act]).toEqual(['Administradora Exemploadmin@example.com', text])
  expect([tool, customer, credits]).toEqual(['Upscaler de imagem', '', ''])
  expect(screen.queryByRole('link')).not.toBeInTheDocument()
})

test('what a developer did', async () => {
  openRecords([toolChangeRecord(null, { enabled: true }, 'developer')])
  expect((await firstRow())[1]).toBe('Desenvolvedor')
})

test('a setting that changed is of no tool', async () => {
  openRecords([settingChangeRecord({ acts_per_minute: 60 }, { acts_per_minute: 10 })])
  expect((await firstRow()).slice(1, 4)).toEqual(['Desenvolvedor', 'Mudou “acts_per_minute” de 60 para 10', ''])
})

test('more credits for a day are asked for, and confirmed', async () => {
  openRecords([capRaiseRecord('cap_raise_request', 500), capRaiseRecord('cap_raise', 1500)])
  expect(await screen.findByText('Pediu mais 500 no limite diário de créditos')).toBeVisible()
  expect(screen.getByText('Confirmou mais 1.500 no limite diário de créditos de outro administrador')).toBeVisible()
})

test('people who are gone leave their acts behind', async () => {
  const gone = { actor_name: null, actor_email: null, customer_name: null, customer_email: null }
  openRecords([cancelRecord(gone)])
  const [, actor, , , customer] = await firstRow()
  expect([actor, customer]).toEqual(['Administrador removido', 'Cliente removido'])
})

test('a job that nobody owned', async () => {
  openRecords([cancelRecord({ user_id: null, customer_name: null, customer_email: null })])
  expect((await firstRow())[4]).toBe('Sem cliente')
})

test('credits that went back to an admin are marked, whoever gave them, and only those', async () => {
  const own = cancelRecord({ user_id: recordAdmin.actor_id, customer_name: 'Dona', to_admin: true })
  const byClock = timeoutRecord({ user_id: recordAdmin.actor_id, customer_name: 'Colega', to_admin: true })
  openRecords([cancelRecord(), own, timeoutRecord(), byClock])
  const rowOf = (mark: HTMLElement) => within(mark.closest('tr') ?? mark)
  expect(rowOf(await screen.findByText('para si mesmo')).getByText('Dona')).toBeVisible()
  expect(rowOf(screen.getByText('para um administrador')).getByText('Colega')).toBeVisible()
})

test('stored markup is shown, never run', async () => {
  openRecords([cancelRecord({ reason: '<img src=x onerror=alert(1)>' })])
  expect(await screen.findByText('<img src=x onerror=alert(1)>')).toBeVisible()
  expect(document.querySelector('img')).toBeNull()
})

test('an end leads to the sheet of its job', async () => {
  const record = timeoutRecord({ at: '2026-11-23T14:05:00-03:00' })
  const { user } = openRecords([record], '?view=records')
  await user.click(await screen.findByRole('link', { name: 'Abrir o job: 23/11/26, 14:05' }))
  expect(new URLSearchParams(window.location.search).get('open')).toBe(`upscaler_jobs/${record.job_id}`)
})

test('where the table does not fit there is a list', async () => {
  const list = window.matchMedia('(max-width: 1023px)')
  vi.spyOn(window, 'matchMedia').mockReturnValue(Object.assign(list, { matches: true }))
  openRecords([cancelRecord({ refunded_credits: 1, reason: 'Pedido do cliente' })])
  const card = within(await screen.findByRole('list', { name: 'Registro' })).getByRole('listitem')
  for (const text of ['Administradora Exemplo', 'Cancelou', 'Cliente Exemplo', '1 crédito', 'Pedido do cliente']) {
    expect(within(card).getByText(text)).toBeVisible()
  }
})

test('without a filter the last 30 days are asked for', async () => {
  const { server } = openRecords([timeoutRecord()])
  await firstRow()
  expect(server.rpcCalls(FUNCTION)).toEqual([{ since: '2026-10-25T03:00:00.000Z', page_size: PAGE_SIZE + 1 }])
})

test('older records follow the last one shown, until there are none', async () => {
  const all = customers(PAGE_SIZE + 2)
  const { server, user } = openRecords(all.slice(0, PAGE_SIZE + 1))
  expect(await screen.findByText(`${PAGE_SIZE} registros, e há mais antigos`)).toBeVisible()
  expect(screen.queryByText(`Cliente ${PAGE_SIZE + 1}`)).not.toBeInTheDocument()

  server.onRpc(FUNCTION, all.slice(PAGE_SIZE))
  await user.click(screen.getByRole('button', { name: 'Carregar mais antigos' }))
  expect(await screen.findByText(`Cliente ${PAGE_SIZE + 2}`)).toBeVisible()
  expect(screen.getByText('Cliente 1')).toBeVisible()
  const last = all[PAGE_SIZE - 1]
  expect(server.rpcCalls(FUNCTION).at(-1)).toMatchObject({ cursor_at: last?.at, cursor_key: last?.key })
  expect(screen.getByText('52 registros')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Carregar mais antigos' })).not.toBeInTheDocument()
  expect(screen.getByRole('region', { name: 'Registro' })).toHaveFocus()
})

test('an admin is chosen by name and asked for by id', async () => {
  const { choose, expectAsked } = openRecords([timeoutRecord()])
  await choose('Quem', 'Administradora Exemplo')
  await expectAsked({ actor_id: recordAdmin.actor_id })
  expect(window.location.search).toBe(`?ractor=${recordAdmin.actor_id}`)
})

test('what the clock did leaves out the cleanups that an admin ran', async () => {
  const { choose, expectAsked } = openRecords([
    timeoutByAdminRecord({ customer_name: 'De um administrador' }),
    timeoutRecord({ customer_name: 'Do relógio' }),
  ])
  await screen.findByText('De um administrador')
  await choose('Quem', 'Limpeza automática')
  await expectAsked({ kinds: ['timeout'] })
  await waitFor(() => expect(screen.queryByText('De um administrador')).not.toBeInTheDocument())
  expect(screen.getByText('Do relógio')).toBeVisible()
})

test('a page with nothing of the clock on it is passed over', async () => {
  const byAdmin = Array.from({ length: PAGE_SIZE + 1 }, () => timeoutByAdminRecord())
  const { server } = openRecords([], '?ractor=auto')
  server.onRpc(FUNCTION, (body) => ({
    body: JSON.stringify(body).includes('cursor_key') ? [timeoutRecord({ customer_name: 'Do relógio' })] : byAdmin,
  }))
  expect(await screen.findByText('Do relógio')).toBeVisible()
  expect(server.rpcCalls(FUNCTION)).toHaveLength(2)
})

test('the clock cancels nothing', async () => {
  const { expectAsked } = openRecords([], '?ractor=auto&kind=cancel')
  await expectAsked({ kinds: [] })
  expect(await screen.findByText('Nada corresponde aos filtros.')).toBeVisible()
})

test.each([
  ['O quê', 'Mudanças de ferramentas', { kinds: ['tool_change'] }, '?kind=tool_change'],
  ['Ferramenta', 'Upscaler de vídeo', { tool: 'video_upscaler_jobs' }, '?rtool=video_upscaler_jobs'],
  ['Período', 'Hoje', { since: '2026-11-23T03:00:00.000Z' }, '?rperiod=today'],
])('the filter %s is asked for and kept in the address', async (label, option, args, search) => {
  const { choose, expectAsked } = openRecords([])
  await choose(label, option)
  await expectAsked(args)
  expect(window.location.search).toBe(search)
})

test('the whole history has no bounds', async () => {
  const { server } = openRecords([timeoutRecord()], '?rperiod=all')
  await firstRow()
  expect(server.rpcCalls(FUNCTION)).toEqual([{ page_size: PAGE_SIZE + 1 }])
})

test('an address with nonsense shows the default', async () => {
  const { server } = openRecords([timeoutRecord()], '?ractor=me&kind=theft&rtool=no_such_jobs&rperiod=never')
  await firstRow()
  expect(server.rpcCalls(FUNCTION)).toEqual([{ since: '2026-10-25T03:00:00.000Z', page_size: PAGE_SIZE + 1 }])
})

test('nothing found can be undone by clearing the filters', async () => {
  const { server, user } = openRecords([], '?kind=close')
  await screen.findByText('Nada corresponde aos filtros.')
  server.onRpc(FUNCTION, customers(1))
  await user.click(screen.getByRole('button', { name: 'Limpar filtros' }))
  expect(await screen.findByText('Cliente 1')).toBeVisible()
  expect(window.location.search).toBe('')
})

test('a record with nothing in it has no filters to clear', async () => {
  openRecords([])
  expect(await screen.findByText(/Nos últimos 30 dias, nenhum job foi encerrado/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Limpar filtros' })).not.toBeInTheDocument()
})

test('what could not be loaded can be tried again', async () => {
  const { server, user } = openRecords([])
  server.onRpc(FUNCTION, () => databaseError('57014', 500))
  expect(await screen.findByText('Não foi possível carregar os dados')).toBeVisible()
  server.onRpc(FUNCTION, customers(1))
  await user.click(screen.getByRole('button', { name: 'Tentar de novo' }))
  expect(await screen.findByText('Cliente 1')).toBeVisible()
})

test('older records that could not be loaded leave the others on the page', async () => {
  const { server, user } = openRecords(customers(PAGE_SIZE + 1))
  await screen.findByText('Cliente 1')
  server.onRpc(FUNCTION, () => databaseError('57014', 500))
  await user.click(screen.getByRole('button', { name: 'Carregar mais antigos' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('Não foi possível atualizar')
  expect(screen.getByText('Cliente 1')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Carregar mais antigos' })).toBeEnabled()
})

describe('the seals of the record', () => {
  const broken = (problem: string, record: string | null = 'settlements') => ({
    record,
    first_id: record === null ? null : 10,
    last_id: record === null ? null : 20,
    problem,
  })

  test.each([
    [seals(), 'Registro íntegro: 1.234 linhas seladas'],
    [seals({ sealed: 1, unsealed: 3 }), 'Registro íntegro: 1 linha selada, 3 ainda não seladas'],
    [
      seals({ intact: false, problems: [broken('lines_missing')] }),
      'Registro alterado: faltam linhas (encerramentos, linhas 10 a 20).',
    ],
    [
      seals({ intact: false, problems: [broken('changed', 'tool_changes'), broken('changed')] }),
      'Registro alterado: uma linha ou um selo mudou (mudanças de ferramentas, linhas 10 a 20), e 1 outro problema.',
    ],
    [seals({ intact: false, problems: [broken('seal_missing', null)] }), 'Registro alterado: falta um selo.'],
    [
      seals({ intact: false, problems: [broken('eaten', 'menus')] }),
      'Registro alterado: eaten (menus, linhas 10 a 20).',
    ],
  ])('%o: “%s”', async (answer, text) => {
    const { server } = openRecords([timeoutRecord()])
    server.onRpc('admin_verify_records', [answer])
    const line = await screen.findByText(text)
    expect(line.closest('p')).toHaveAttribute('role', answer.intact ? 'status' : 'alert')
  })

  describe('that are too many for one call', () => {
    const FIRST = seals({ sealed: 50_000, unsealed: 2, continue_after: 53 })
    function openPieces(first: CheckedPiece, second: CheckedPiece | Promise<CheckedPiece>) {
      const opened = openRecords([timeoutRecord()])
      const pieces = [first, second]
      opened.server.onRpc('admin_verify_records', async () => ({ body: [(await pieces.shift()) ?? seals()] }))
      const expectTwoAsked = () => expect(opened.server.rpcCalls('admin_verify_records')).toHaveLength(2)
      return { ...opened, expectTwoAsked }
    }

    test('are asked for piece after piece, and summed up', async () => {
      const { server } = openPieces(FIRST, seals({ sealed: 1_234, unsealed: 3 }))
      expect(await screen.findByText('Registro íntegro: 51.234 linhas seladas, 3 ainda não seladas')).toBeVisible()
      expect(server.rpcCalls('admin_verify_records')).toEqual([{}, { after_seal: 53 }])
    })

    test('are not called whole before the last piece was read', async () => {
      const { expectTwoAsked } = openPieces(FIRST, new Promise(() => {}))
      await waitFor(expectTwoAsked)
      expect(screen.getByText('Verificando o registro…')).toBeVisible()
      expect(screen.queryByText(/íntegro|alterado/)).not.toBeInTheDocument()
    })

    test('are broken when the second piece is', async () => {
      openPieces(FIRST, seals({ intact: false, problems: [broken('lines_missing')] }))
      const alert = await screen.findByRole('alert')
      expect(alert).toHaveTextContent('Registro alterado: faltam linhas (encerramentos, linhas 10 a 20).')
    })

    test('are broken when only the first piece is', async () => {
      openPieces(seals({ intact: false, problems: [broken('lines_missing')], continue_after: 53 }), seals())
      const alert = await screen.findByRole('alert')
      expect(alert).toHaveTextContent('Registro alterado: faltam linhas (encerramentos, linhas 10 a 20).')
    })

    test('tell of the problems of all pieces, up to a hundred', async () => {
      const many = { intact: false, problems: Array.from({ length: 60 }, () => broken('changed')) }
      openPieces(seals({ ...many, continue_after: 53 }), seals(many))
      expect(await screen.findByText(/, e 99 outros problemas\.$/)).toBeVisible()
    })

    test('are not asked for any longer once nobody looks', async () => {
      let answer = (_: CheckedPiece) => {}
      const second = new Promise<CheckedPiece>((resolve) => {
        answer = resolve
      })
      const { queryClient, expectTwoAsked } = openPieces(FIRST, second)
      await waitFor(expectTwoAsked)
      cleanup()
      answer(seals({ continue_after: 107 }))
      await waitFor(() => expect(queryClient.isFetching()).toBe(0))
      expectTwoAsked()
    })
  })

  test('that could not be read are neither whole nor broken', async () => {
    const { server } = openRecords([timeoutRecord()])
    server.onRpc('admin_verify_records', () => databaseError('57014', 500))
    expect(await screen.findByText('Não foi possível verificar o registro.')).toBeVisible()
    expect(screen.queryByText(/íntegro|alterado/)).not.toBeInTheDocument()
  })

  test('are read once, not with each refresh', async () => {
    const { server, user } = openRecords([timeoutRecord()])
    await screen.findByText(/^Registro íntegro/)
    await user.keyboard('r')
    await waitFor(() => expect(server.rpcCalls(FUNCTION)).toHaveLength(2))
    expect(server.rpcCalls('admin_verify_records')).toHaveLength(1)
  })
})
