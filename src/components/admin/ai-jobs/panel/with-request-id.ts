type Request = { setHeader(name: string, value: string): unknown }

/**
 * Numbers a call that changes something: the record keeps the number (estorno.request_id() in the database), so that what the
 * server logged of the call can be found. Where the browser makes no numbers (a page without https) the call goes without one.
 */
export function withRequestId<Call extends Request>(call: Call): Call {
  const id = crypto.randomUUID?.()
  if (id !== undefined) call.setHeader('estorno-request-id', id)
  return call
}
