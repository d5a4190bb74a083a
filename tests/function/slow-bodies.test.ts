import { connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../browser/eventually.ts'
import { figure } from '../support/figures.ts'
import { connectionsHeldAt } from '../support/processes.ts'
import { cancelBody, type FunctionStage, jobId, openFunctionStage, tokenWith } from './function-stage.ts'

const LIMIT_MS = 10_000
const SLOW_SENDERS_OF_A_KIND = 20
const GONE_SENDERS = 300

let stage: FunctionStage
const sockets: Socket[] = []

beforeAll(async () => {
  stage = await openFunctionStage(await tokenWith({ sub: jobId, role: 'authenticated' }))
}, 30_000)

beforeEach(() => {
  stage.requests.length = 0
})

// The function ends once nobody is connected.
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

afterAll(() => stage?.close())

const cancelAsUsual = async () => {
  const answer = await fetch(`http://127.0.0.1:${stage.port}/admin-cancel-job`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.goodToken}` },
    body: cancelBody,
  })
  await answer.text()
  return answer.status
}

type Sender = { socket: Socket; firstAnswer: Promise<{ status: number; text: string; afterMs: number }> }

// Whatever fetch would never send: the length is what the headers say, the body what was written so far.
function send(headers: string[], body: string, token = stage.goodToken): Sender {
  const began = Date.now()
  const socket = connect(stage.port, '127.0.0.1')
  sockets.push(socket)
  const head = ['POST /admin-cancel-job HTTP/1.1', 'host: localhost', `authorization: Bearer ${token}`]
  socket.write(`${[...head, ...headers].join('\r\n')}\r\n\r\n${body}`)
  const firstAnswer = new Promise<{ status: number; text: string; afterMs: number }>((answered) => {
    let text = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      text += chunk
      const [, status, length] = /^HTTP\/1\.1 (\d+)[\s\S]*?\r\ncontent-length: (\d+)\r\n/i.exec(text) ?? []
      const body = text.split('\r\n\r\n')[1] ?? ''
      if (status && Buffer.byteLength(body) >= Number(length)) {
        answered({ status: Number(status), text: body, afterMs: Date.now() - began })
      }
    })
    socket.on('close', () => answered({ status: 0, text: 'closed without a word', afterMs: Date.now() - began }))
  })
  return { socket, firstAnswer }
}

const wholeLength = `content-length: ${cancelBody.length}`

function byteByByte(): Sender {
  const sender = send([wholeLength], '')
  let sent = 0
  const drip = setInterval(() => {
    if (sent < cancelBody.length && sender.socket.writable) sender.socket.write(cancelBody.charAt(sent++))
    else clearInterval(drip)
  }, 200)
  return sender
}

const slow: Record<string, () => Sender> = {
  'nothing of it': () => send([wholeLength], ''),
  'half of it': () => send([wholeLength], cancelBody.slice(0, 30)),
  'a byte at a time': byteByByte,
  'less than its length says': () => send([`content-length: ${cancelBody.length + 100}`], cancelBody),
  'a first chunk of it': () => send(['transfer-encoding: chunked'], '5\r\n{"tab\r\n'),
  'a part of an endless chunk': () => send(['transfer-encoding: chunked'], 'fffffffffffffff\r\n{"tab'),
}

test(`bodies of which only a part comes are given up after ${LIMIT_MS / 1000} s, and hold nobody meanwhile`, async () => {
  const senders = Object.entries(slow).flatMap(([what, begin]) =>
    Array.from({ length: SLOW_SENDERS_OF_A_KIND }, () => ({ what, ...begin() })),
  )
  let pending = senders.length
  const answers = senders.map(async ({ what, firstAnswer }) => {
    const answer = await firstAnswer
    pending -= 1
    return { what, ...answer }
  })

  let slowest = 0
  let others = 0
  while (pending === senders.length) {
    const began = Date.now()
    expect(await cancelAsUsual()).toBe(200)
    slowest = Math.max(slowest, Date.now() - began)
    others += 1
  }

  const unlike = (await Promise.all(answers)).filter(
    ({ status, text, afterMs }) =>
      status !== 400 || !text.includes('O corpo do pedido não chegou inteiro.') || afterMs < LIMIT_MS - 50,
  )
  expect(unlike).toEqual([])
  expect(stage.databaseCalls()).toHaveLength(others)
  figure(`${senders.length} bodies that never came whole held ${others} other cancels for ${slowest} ms at most`)
  expect(slowest).toBeLessThan(LIMIT_MS / 2)
}, 60_000)

test.each([
  ['says less than is sent', ['content-length: 10'], cancelBody, 400],
  ['says more than is allowed', ['content-length: 999999999'], '{', 413],
  ['is below zero', ['content-length: -5'], cancelBody, 400],
  ['is no number', ['content-length: 78kB'], cancelBody, 400],
  ['is given twice', ['content-length: 5', wholeLength], cancelBody, 400],
  ['contradicts that it comes in chunks', ['content-length: 5', 'transfer-encoding: chunked'], cancelBody, 400],
  ['is that of a chunk, and no number', ['transfer-encoding: chunked'], 'zz\r\n{"tab\r\n', 0],
])('a body whose length %s reaches no database', async (_, headers, body, status) => {
  const { firstAnswer } = send(headers, body)
  expect(await firstAnswer).toMatchObject({ status })
  expect(stage.databaseCalls()).toEqual([])
  expect(await cancelAsUsual()).toBe(200)
})

test('for the body of who is nobody the function does not wait', async () => {
  const { status, afterMs } = await send([wholeLength], cancelBody.slice(0, 30), 'a.b.c').firstAnswer
  expect(status).toBe(401)
  expect(afterMs).toBeLessThan(LIMIT_MS / 2)
})

test('what its sender ends in the middle is refused at once, if there is anybody left to tell', async () => {
  const { socket, firstAnswer } = send([wholeLength], cancelBody.slice(0, 30))
  await eventually(() => stage.requests.length).toBe(1)
  socket.end()
  const { status, text, afterMs } = await firstAnswer
  expect([status, JSON.parse(text).code]).toEqual([400, 'invalid_request'])
  expect(afterMs).toBeLessThan(LIMIT_MS)
  expect(stage.databaseCalls()).toEqual([])
})

test(`${GONE_SENDERS} senders who go in the middle leave no connection behind`, async () => {
  const before = connectionsHeldAt(stage.port)
  const senders = Array.from({ length: GONE_SENDERS }, () => send([wholeLength], cancelBody.slice(0, 30)))
  await eventually(() => stage.requests.length).toBe(GONE_SENDERS)
  expect(connectionsHeldAt(stage.port)).toBeGreaterThan(before + GONE_SENDERS - 1)
  for (const { socket } of senders) socket.resetAndDestroy()
  await eventually(() => connectionsHeldAt(stage.port)).toBeLessThanOrEqual(before)
  expect(stage.databaseCalls()).toEqual([])
  expect(await cancelAsUsual()).toBe(200)
}, 30_000)
