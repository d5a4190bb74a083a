import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { messageOf, StartupError } from './startup-error.ts'

type Handle = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** Takes the port at once, so that a busy one is told before anything is done. Answers 503 until it is given routes. */
export async function openGateway(
  port: number,
): Promise<{ server: Server; setRoutes(routes: Record<string, Handle>): void }> {
  let routes: [string, Handle][] = []
  const server = createServer((incoming, outgoing) => {
    const [, handle] = routes.find(([prefix]) => (incoming.url ?? '').startsWith(prefix)) ?? []
    if (handle) handle(incoming, outgoing)
    else outgoing.writeHead(503, { 'Retry-After': '2' }).end('Starting.\n')
  })
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = `Port ${port} is in use. Stop what listens there, or choose another: PORT=5174 npm start`
      fail(new StartupError(error.code === 'EADDRINUSE' ? busy : `Port ${port}: ${error.message}`))
    })
    server.listen(port, '127.0.0.1', done)
  })
  return {
    server,
    setRoutes(given) {
      routes = Object.entries(given)
    },
  }
}

/** Hands a request on to a server on another port of this machine, body and answer as they flow. */
export function forwardTo(port: number): Handle {
  return (incoming, outgoing) => {
    const { method, headers, url: path } = incoming
    const onward = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.once('error', () => refuse(outgoing, 502, 'Bad gateway.'))
    outgoing.once('close', () => onward.destroy())
    incoming.pipe(onward)
  }
}

/** An asynchronous handler whose failure is answered and told, instead of ending the process. */
export function guarded(handle: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>): Handle {
  return (incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      console.error(`[api] ${messageOf(error)}`)
      refuse(outgoing, 500, 'Internal error.')
    })
  }
}

function refuse(outgoing: ServerResponse, status: number, text: string): void {
  if (!outgoing.headersSent) outgoing.writeHead(status)
  outgoing.end(`${text}\n`)
}
