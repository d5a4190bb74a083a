import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** Where the call that ends a job is when it is held: on its way there, under way, or on its way back. */
export type Place = 'there' | 'under way' | 'back'

export type HeldApi = {
  origin: string
  /** Resolves once the next such call is at the place. From there it comes no further, except from under way. */
  catchNext(place: Place): Promise<void>
  close(): Promise<void>
}

const CANCEL = '/rest/v1/rpc/admin_cancel_ai_job'

/** The API at `target` with a place in front of it at which one can stand and watch. */
export async function openHeldApi(target: string): Promise<HeldApi> {
  let caught: { place: Place; arrived(): void } | undefined
  const isCaught = (path: string | undefined, place: Place) => {
    if (path !== CANCEL || caught?.place !== place) return false
    caught.arrived()
    caught = undefined
    return true
  }

  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming
    const body = await buffer(incoming)
    if (isCaught(url, 'there')) return
    const { authorization = '', apikey = '', 'content-type': contentType = '' } = headers
    const answering = fetch(target + url, {
      method,
      headers: { authorization, apikey: String(apikey), 'content-type': contentType },
      ...(method === 'POST' ? { body } : {}),
    })
    isCaught(url, 'under way')
    const answer = await answering
    const text = await answer.text()
    if (isCaught(url, 'back')) return
    outgoing.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    catchNext: (place) =>
      new Promise((arrived) => {
        caught = { place, arrived }
      }),
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
