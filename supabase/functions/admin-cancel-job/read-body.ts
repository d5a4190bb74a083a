type Body = { outcome: 'read'; text: string } | { outcome: 'too_large' } | { outcome: 'unreadable' }

/**
 * The body as text, at most `maxBytes` of it. What arrives is counted, since the content-length header may lie or be
 * absent; a body that is not whole after `timeoutMilliseconds`, breaks off or is not UTF-8 is unreadable.
 */
export async function readBody(request: Request, maxBytes: number, timeoutMilliseconds: number): Promise<Body> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return { outcome: 'too_large' }
  if (!request.body) return { outcome: 'read', text: '' }
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  const tooSlow = AbortSignal.timeout(timeoutMilliseconds)
  // Cancelling settles the pending read, so the loop below cannot wait for a sender that went silent.
  const giveUp = () => void reader.cancel().catch(() => undefined)
  tooSlow.addEventListener('abort', giveUp)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let size = 0
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength
      if (size > maxBytes) {
        giveUp()
        return { outcome: 'too_large' }
      }
      text += decoder.decode(part.value, { stream: true })
    }
    return tooSlow.aborted ? { outcome: 'unreadable' } : { outcome: 'read', text: text + decoder.decode() }
  } catch {
    return { outcome: 'unreadable' }
  } finally {
    tooSlow.removeEventListener('abort', giveUp)
  }
}
