import { expect } from 'vitest'

/** Asks until it is as expected: the page may have to ask the server first. */
export const eventually = <T>(read: () => Promise<T> | T) => expect.poll(read, { timeout: 15_000 })
