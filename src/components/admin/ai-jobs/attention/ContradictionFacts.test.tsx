import { render, screen } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ContradictionDetail } from '@/components/admin/ai-jobs/attention/contradiction'

beforeEach(() => {
  vi.resetModules()
})

async function renderIn(language: string, detail: ContradictionDetail) {
  window.localStorage.setItem('estorno-language', language)
  await (await import('@/components/admin/ai-jobs/texts/texts')).loadTexts()
  const { ContradictionFacts } = await import('@/components/admin/ai-jobs/attention/ContradictionFacts')
  render(<ContradictionFacts detail={detail} />)
}

const failed: ContradictionDetail = { status: 'failed', charge_proof: 'ledger' }
const expired: ContradictionDetail = { status: 'expired', charge_proof: 'charged_column' }
const taken: ContradictionDetail = { taken: 1_200 }
const torn: ContradictionDetail = { ledger: 100, parts: 107 }
const bookless: ContradictionDetail = { ledger: 100, parts: null }
const nameless: ContradictionDetail = { statement: null }

type Saying = [detail: ContradictionDetail, sentence: string]

describe.each<[language: string, sayings: Saying[]]>([
  [
    'pt-BR',
    [
      [failed, 'Status: Falhou. O extrato comprova a cobrança.'],
      [expired, 'Status: expired. A coluna credits_charged comprova a cobrança.'],
      [taken, 'Cobrança: 1.200 créditos.'],
      [torn, 'O extrato soma 100. Mensal e vitalício somam 107.'],
      [bookless, 'O extrato soma 100. Não há saldo mensal e vitalício.'],
      [nameless, 'O nome desta tabela não pode ser cadastrado.'],
    ],
  ],
  [
    'en',
    [
      [failed, 'Status: Failed. The ledger proves the charge.'],
      [expired, 'Status: expired. The column credits_charged proves the charge.'],
      [taken, 'Charge: 1,200 credits.'],
      [torn, 'The ledger adds up to 100. Monthly and lifetime add up to 107.'],
      [bookless, 'The ledger adds up to 100. There is no monthly and lifetime balance.'],
      [nameless, 'The name of this table cannot be registered.'],
    ],
  ],
  [
    'es',
    [
      [failed, 'Estado: Falló. El libro prueba el cobro.'],
      [expired, 'Estado: expired. La columna credits_charged prueba el cobro.'],
      [taken, 'Cobro: 1200 créditos.'],
      [torn, 'El libro suma 100. Mensual y vitalicio suman 107.'],
      [bookless, 'El libro suma 100. No hay saldo mensual y vitalicio.'],
      [nameless, 'El nombre de esta tabla no se puede registrar.'],
    ],
  ],
])('to a reader of %s', (language, sayings) => {
  test.each(sayings)('%j is said in words of theirs', async (detail, sentence) => {
    await renderIn(language, detail)
    expect(screen.getByText(sentence)).toBeVisible()
  })
})
