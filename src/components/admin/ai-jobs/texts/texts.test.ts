import { beforeEach, expect, test, vi } from 'vitest'

const EN = '@/components/admin/ai-jobs/texts/en/en'

beforeEach(() => {
  vi.resetModules()
  vi.doUnmock(EN)
})

async function readIn(language: string | null) {
  if (language) window.localStorage.setItem('estorno-language', language)
  const module = await import('@/components/admin/ai-jobs/texts/texts')
  await module.loadTexts()
  const { jobs } = module.texts
  return [jobs.pages.count(1), jobs.pages.count(1_234), jobs.freshness.age(5), jobs.statusLabel('cancelled')]
}

test.each([
  [null, ['1 job', '1.234 jobs', 'atualizado há 5 s', 'Cancelado']],
  ['pt-BR', ['1 job', '1.234 jobs', 'atualizado há 5 s', 'Cancelado']],
  ['en', ['1 job', '1,234 jobs', 'updated 5 sec ago', 'Cancelled']],
  ['es', ['1 job', '1234 jobs', 'actualizado hace 5 s', 'Cancelado']],
  ['fr', ['1 job', '1.234 jobs', 'atualizado há 5 s', 'Cancelado']],
])('with the language %s chosen', async (language, expected) => {
  expect(await readIn(language)).toEqual(expected)
})

test('where the words cannot be loaded all is Portuguese for now, figures and all, and the choice is kept', async () => {
  vi.doMock(EN, () => {
    throw new TypeError('offline')
  })
  expect(await readIn('en')).toEqual(['1 job', '1.234 jobs', 'atualizado há 5 s', 'Cancelado'])
  const module = await import('@/components/admin/ai-jobs/texts/language')
  expect(module.language).toBe('pt-BR')
  expect(window.localStorage.getItem('estorno-language')).toBe('en')
})

test('of two languages chosen one after the other the later one wins, whichever comes first', async () => {
  const late = Promise.withResolvers<void>()
  const { en } = await import('@/components/admin/ai-jobs/texts/en/en')
  vi.doMock(EN, async () => {
    await late.promise
    return { en }
  })
  vi.resetModules()
  const module = await import('@/components/admin/ai-jobs/texts/texts')
  const first = module.changeLanguage('en')
  await module.changeLanguage('es')
  late.resolve()
  await first
  expect(module.texts.lang).toBe('es')
  expect(window.localStorage.getItem('estorno-language')).toBe('es')
})
