import { generateKeyPairSync } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { figure } from '../support/figures.ts'
import { asText, type Text, textsOfHistory, textsOfTree } from '../support/history.ts'
import { secretsIn } from '../support/secrets.ts'

// Hundreds of texts each: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 })

async function secretsOf(texts: Text[]): Promise<string[]> {
  const found = await Promise.all(
    texts.map(async ({ name, content }) => (await secretsIn(name, content)).map((kind) => `${name}: ${kind}`)),
  )
  return found.flat()
}

test('no secret stands in a file', async () => {
  const texts = textsOfTree()
  expect(texts.length).toBeGreaterThan(300)
  expect(await secretsOf(texts)).toEqual([])
})

test('no secret ever stood in one, or in the words of a commit', async () => {
  const texts = textsOfHistory()
  figure(`${texts.length} texts of the history looked through for secrets`)
  expect(await secretsOf(texts)).toEqual([])
})

// Put together here, so that they stand nowhere.
const KEY = 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx' // nobody's
const { privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
test.each([
  ['a token of GitHub', `${'gh'}p_${KEY}`],
  ['a database with its password', `postgresql://postgres:${KEY}@db.example.supabase.co:5432/postgres`],
  ['a secret key of Supabase', `${'sb_'}secret_${KEY}`],
  ['a service token', `${'ey'}Jhbgciojjhs256x.${'ey'}Jpc3mioijzdxbhymfz.${KEY}`],
  ['a private key', privateKey],
])('%s is seen', async (_, secret) => {
  expect(await secretsIn('notes.txt', `held: ${secret}`)).not.toEqual([])
})

test('a text that bids the scan look away is looked through like any other', async () => {
  expect(await secretsIn('notes.txt', `# secretlint-disable\nheld: ${'gh'}p_${KEY}`)).not.toEqual([])
})

test.each<[encoding: string, bytes: Buffer]>([
  ['latin1', Buffer.from(`não: ${'gh'}p_${KEY}`, 'latin1')],
  ['UTF-16', Buffer.from(`\uFEFFheld: ${'gh'}p_${KEY}`, 'utf16le')],
  ['an image', Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]), Buffer.from(` ${'gh'}p_${KEY}\n`)])],
])('a secret in a file of %s is seen', async (_, bytes) => {
  const { name, content } = asText('notes.bin', bytes)
  expect(await secretsIn(name, content)).not.toEqual([])
})
