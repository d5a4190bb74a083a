import { beforeEach, describe, expect, test, vi } from 'vitest'
import { REFUSAL_CODES } from '@/components/admin/ai-jobs/panel/refusal-code'

beforeEach(() => {
  vi.resetModules()
})

async function readIn(language: string) {
  window.localStorage.setItem('estorno-language', language)
  const { loadTexts } = await import('@/components/admin/ai-jobs/texts/texts')
  await loadTexts()
  return import('@/components/admin/ai-jobs/panel/act-error')
}

const sentence = 'Uma frase do banco de dados.'
const refused = (hint: string | null, details: string | null = null, code = '22023') =>
  Object.assign(new Error(sentence), { code, details, hint })

describe.each(['pt-BR', 'en', 'es'])('in %s', (language) => {
  test.each(REFUSAL_CODES)('%s has words of the page’s own', async (code) => {
    const { actErrorText } = await readIn(language)
    expect(actErrorText(refused(code))).not.toBe(sentence)
  })

  test.each([null, 'a_code_of_tomorrow', 'toString'])('the code %s leaves the database’s sentence', async (code) => {
    const { actErrorText } = await readIn(language)
    expect(actErrorText(refused(code))).toBe(sentence)
  })
})

test.each([
  ['pt-BR', 'Muitas ações seguidas. Tente de novo em 42 s.'],
  ['en', 'Too many acts in a row. Try again in 42 sec.'],
  ['es', 'Demasiadas acciones seguidas. Inténtalo de nuevo en 42 s.'],
])('too many acts: how long to wait, in %s', async (language, text) => {
  const { actErrorText } = await readIn(language)
  expect(actErrorText(refused('rate_limited', '{"retryAfterSeconds": 42}', 'PT429'))).toBe(text)
})

test.each([null, '', 'soon', '{}', '{"retryAfterSeconds": "42"}'])('nor is a wait made up from %j', async (details) => {
  const { actErrorText } = await readIn('pt-BR')
  expect(actErrorText(refused('rate_limited', details, 'PT429'))).toBe(
    'Muitas ações seguidas. Tente de novo daqui a pouco.',
  )
})

test('an error that is no refusal is never shown in its own words', async () => {
  const { actErrorText } = await readIn('pt-BR')
  expect(actErrorText(refused('refund_failed', null, 'XX000'))).toMatch(/^Não foi possível confirmar o resultado/)
})

test('only the detail of a refund that failed is shown, as the text of a machine', async () => {
  const { actErrorDetail } = await readIn('pt-BR')
  expect(actErrorDetail(refused(null, 'no credits row', 'PT500'))).toBe('Texto do banco de dados: no credits row')
  expect(actErrorDetail(refused('rate_limited', '{"retryAfterSeconds": 42}', 'PT429'))).toBeUndefined()
})
