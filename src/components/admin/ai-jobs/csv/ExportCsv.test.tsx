import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cancelledJob, finishedJob } from '@/test/ai-job-factory'
import { databaseError, FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'
import { FIRST_ADMIN, NEXT_ADMIN, signInAs } from '@/test/sign-in'

const saved: { name: string; blob: Blob }[] = []

beforeEach(() => {
  saved.length = 0
  const blobs = new Map<string, Blob>()
  URL.createObjectURL = (blob) => {
    if (blob instanceof Blob) blobs.set('blob:csv', blob)
    return 'blob:csv'
  }
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const blob = blobs.get(this.href)
    if (blob) saved.push({ name: this.download, blob })
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  Reflect.deleteProperty(window, 'showSaveFilePicker')
})

const history = (count: number) => Array.from({ length: count }, () => finishedJob('completed'))

/** Answers the page of the list with no job, and those of the export with these, one after the other. */
function serve(pages: Parameters<FakeSupabase['onList']>[0][]) {
  const server = new FakeSupabase()
  server.onList((body) => {
    const page = isExport(body) ? (pages.shift() ?? []) : []
    return typeof page === 'function' ? page(body) : { body: page }
  })
  return server
}

const isExport = (body: unknown) => JSON.stringify(body).includes('"page_size":1000')
const exportCalls = (server: FakeSupabase) => server.listCalls().filter(isExport)

async function startExport(server: FakeSupabase) {
  const rendered = renderTab(server)
  await rendered.user.click(await screen.findByRole('button', { name: 'Exportar CSV' }))
  return rendered
}

describe('where the browser only downloads and keeps no file', () => {
  test('all jobs of the filter are saved as a spreadsheet in Portuguese reads them', async () => {
    window.history.replaceState(null, '', '/?stuck=1')
    const job = cancelledJob(60, {
      created_at: '2026-03-05T12:30:05Z',
      waiting_seconds: 75,
      running_seconds: 435,
      customer_name: '=1+1',
      error_message: 'erro; "grave"\nfim',
    })
    const server = serve([[job]])
    await startExport(server)
    expect(await screen.findByText('CSV exportado: 1 job.')).toBeInTheDocument()
    expect(exportCalls(server)).toEqual([expect.objectContaining({ stuck_only: true, page_size: 1_000 })])

    const [file] = saved
    expect(file?.name).toMatch(/^jobs-\d{4}-\d\d-\d\d\.csv$/)
    const bytes = new Uint8Array((await file?.blob.arrayBuffer()) ?? [])
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [head, line, end] = new TextDecoder().decode(bytes).split('\r\n')
    expect(head).toMatch(/^"Criado em";"Iniciado em";.*;"Créditos estornados";.*;"Id do cliente"$/)
    expect(line).toContain(
      '"05/03/2026 09:30:05";;;"Upscaler de imagem";"\'=1+1";"cliente@example.com";"Cancelado";1,25;7,25;60;"Feito";60;"administrador";;"erro; ""grave""\nfim";',
    )
    expect(end).toBe('')
  })

  test('a time that no calendar has is written as it came', async () => {
    await startExport(serve([[finishedJob('completed', { created_at: 'infinity', started_at: '-infinity' })]]))
    expect(await screen.findByText('CSV exportado: 1 job.')).toBeInTheDocument()
    expect(await saved[0]?.blob.text()).toContain('\r\n"infinity";"\'-infinity";;')
  })

  test('a thousand jobs are asked for at a time, each time after the last one', async () => {
    const first = history(1_000)
    const server = serve([first, history(2)])
    await startExport(server)
    expect(await screen.findByText('CSV exportado: 1.002 jobs.')).toBeInTheDocument()
    const last = first.at(-1)
    expect(exportCalls(server)).toEqual([
      expect.not.objectContaining({ cursor_id: expect.anything() }),
      expect.objectContaining({ cursor_created_at: last?.created_at, cursor_id: last?.id, backwards: false }),
    ])
    const lines = (await saved[0]?.blob.text())?.trimEnd().split('\r\n')
    expect(lines).toHaveLength(1_003)
  })

  test('shows how far it is, and stops when told to', async () => {
    const server = serve([history(1_000), () => new Promise(() => {})])
    server.onRpc('admin_summarize_ai_jobs', [
      { jobs: 2_500, in_progress: 0, stuck: 0, completed: 0, refunded_credits: 0, revenue_credits: 0 },
    ])
    const { user } = await startExport(server)
    const progress = await screen.findByRole('progressbar', { name: 'Exportando: 1.000 de 2.500 jobs' })
    expect(progress).toHaveAttribute('aria-valuenow', '40')
    await user.click(screen.getByRole('button', { name: 'Parar' }))
    expect(await screen.findByText('Exportação interrompida. Nenhum arquivo foi salvo.')).toBeInTheDocument()
    expect(saved).toEqual([])
    expect(await screen.findByRole('button', { name: 'Exportar CSV' })).toBeEnabled()
  })

  test.each([1, 2])('another user who signs in during page %i of two gets neither a page nor a file', async (page) => {
    const late = Promise.withResolvers<{ body: object[] }>()
    const pages = [history(1_000), history(1)]
    const server = serve(pages.map((jobs, index) => (index + 1 === page ? () => late.promise : jobs)))
    await signInAs(server, FIRST_ADMIN)
    const { queryClient } = await startExport(server)
    await waitFor(() => expect(exportCalls(server)).toHaveLength(page))

    await signInAs(server, NEXT_ADMIN)
    late.resolve({ body: pages[page - 1] ?? [] })
    await waitFor(() => expect(queryClient.isMutating()).toBe(0))
    expect(exportCalls(server)).toHaveLength(page)
    expect(saved).toEqual([])
  })

  test('a page that fails saves no half of a file', async () => {
    const server = serve([history(1_000), () => databaseError('XX000')])
    await startExport(server)
    expect(await screen.findByText('Não foi possível exportar. Tente de novo.')).toBeInTheDocument()
    expect(saved).toEqual([])
  })
})

describe('where the browser writes into a file', () => {
  function offerFile() {
    const written: string[] = []
    const stream = {
      write: vi.fn(async (text: string) => void written.push(text)),
      close: vi.fn(async () => {}),
      abort: vi.fn(async () => {}),
    }
    const pick = vi.fn(async () => ({ createWritable: async () => stream }))
    Object.assign(window, { showSaveFilePicker: pick })
    return { written, stream, pick }
  }

  test('each page is written as it comes', async () => {
    const { written, stream } = offerFile()
    await startExport(serve([history(1_000), history(1)]))
    expect(await screen.findByText('CSV exportado: 1.001 jobs.')).toBeInTheDocument()
    expect(written[0]).toBe('\uFEFF')
    expect(written.slice(2).map((text) => text.split('\r\n').length - 1)).toEqual([1_000, 1])
    expect(stream.close).toHaveBeenCalledTimes(1)
    expect(saved).toEqual([])
  })

  test('an export that fails leaves no file', async () => {
    const { stream } = offerFile()
    await startExport(serve([() => databaseError('XX000')]))
    expect(await screen.findByText(/^Não foi possível exportar/)).toBeInTheDocument()
    expect(stream.abort).toHaveBeenCalledTimes(1)
    expect(stream.close).not.toHaveBeenCalled()
  })

  test('another user who signs in while the file is picked is asked for no page', async () => {
    const { stream, pick } = offerFile()
    const late = Promise.withResolvers<{ createWritable: () => Promise<typeof stream> }>()
    pick.mockReturnValue(late.promise)
    const server = serve([history(1)])
    await signInAs(server, FIRST_ADMIN)
    const { queryClient } = await startExport(server)

    await signInAs(server, NEXT_ADMIN)
    late.resolve({ createWritable: async () => stream })
    await waitFor(() => expect(queryClient.isMutating()).toBe(0))
    expect(exportCalls(server)).toEqual([])
    expect(stream.abort).toHaveBeenCalledTimes(1)
    expect(stream.close).not.toHaveBeenCalled()
  })

  test('an admin who picks no file is asked nothing further', async () => {
    const { pick } = offerFile()
    pick.mockRejectedValue(new DOMException('dismissed', 'AbortError'))
    const server = serve([history(1)])
    await startExport(server)
    await waitFor(() => expect(screen.getByRole('button', { name: 'Exportar CSV' })).toBeEnabled())
    await act(async () => {})
    expect(exportCalls(server)).toEqual([])
    expect(screen.queryByText(/export|Export/, { selector: '[data-sonner-toast] *' })).not.toBeInTheDocument()
  })
})
