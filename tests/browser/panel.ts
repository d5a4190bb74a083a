import type { Locator, Page } from 'playwright-core'
import { demoPassword } from '../../dev/demo-data.ts'

export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Senha').fill(demoPassword)
  await page.getByRole('button', { name: 'Entrar' }).click()
}

/** The jobs of that cost on the page: rows of its table, or cards where there is no room for one. */
export function jobsOfCost(page: Page, cost: number): Locator {
  const jobs = page.getByRole('row').or(page.getByRole('listitem'))
  return jobs.filter({ has: page.getByText(String(cost), { exact: true }) })
}

export const cancelButton = (row: Locator): Locator => row.getByRole('button', { name: 'Cancelar' })

export async function openDialog(row: Locator): Promise<Locator> {
  await cancelButton(row).click()
  const dialog = row.page().getByRole('alertdialog', { name: 'Cancelar este job?' })
  await dialog.waitFor()
  return dialog
}

export const confirmButton = (dialog: Locator): Locator =>
  dialog.getByRole('button', { name: 'Confirmar cancelamento' })
