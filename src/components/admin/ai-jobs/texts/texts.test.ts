import { beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => {
  vi.resetModules()
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
