import type { Locator, Page } from 'playwright-core'
import { demoPassword } from '../../dev/demo-data.ts'

export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Senha').fill(demoPassword)
  await page.getByRole('button', { name: 'Entrar' }).click()
}

/** Opens an address of the panel and waits until its jobs are there. */
export async function openJobs(page: Page, search: string): Promise<void> {
  await page.goto(`/${search}`)
  await jobs(page).first().waitFor()
}

/** The jobs on the page: rows of its table, or cards where there is no room for one. */
export const jobs = (page: Page): Locator => page.locator('[data-job]')

/** Their tables and ids, as `<table>/<id>`, from top to bottom. */
export const jobKeys = (page: Page): Promise<(string | null)[]> =>
  jobs(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('data-job')))

export const jobWithId = (page: Page, id: string): Locator => page.locator(`[data-job$="${id}"]`)

export function jobsOfCost(page: Page, cost: number): Locator {
  return jobs(page).filter({ has: page.getByText(String(cost), { exact: true }) })
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

export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** The number below a label, as the page writes it: 1.234. */
export async function readFigure(within: Page | Locator, label: string): Promise<number> {
  const term = within.locator('dt', { hasText: label }).first()
  const figure = term.locator('xpath=following-sibling::dd').filter({ hasText: /\d/ })
  return Number((await figure.textContent())?.replaceAll('.', ''))
}
