import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { catchUpSeconds } from '../../dev/stack.ts'
import { type LocalStack, startLocalStack } from '../dev/local-stack.ts'
import { type ScratchFolder, scratchFolder } from '../support/scratch.ts'
import { findFlaws } from './accessibility.ts'
import { readBalance, startJobPastItsLimit } from './api.ts'
import { launchChromium, openPage, type WatchedPage } from './browser.ts'
import { cancelButton, confirmButton, jobs, jobsOfCost, openDialog, signIn } from './panel.ts'

const screen = { viewport: { width: 1440, height: 900 } }
let folder: ScratchFolder
let stack: LocalStack
let browser: Browser
let admin: WatchedPage
let customer: WatchedPage

// One story from top to bottom: each test goes on where the one before it stopped.
beforeAll(async () => {
  folder = scratchFolder('browser')
  ;[stack, browser] = await Promise.all([startLocalStack({ dataFolder: folder.path }), launchChromium()])
  admin = await openPage(browser, stack.origin, screen)
}, 60_000)

afterEach(() => {
  expect(admin.takeProblems()).toEqual([])
})

afterAll(async () => {
  await browser.close()
  await stack.stop()
  folder.remove()
})

test('the admin signs in and sees the 60-credit job, 7 minutes old', async () => {
  await startJobPastItsLimit(stack.origin, folder.path, 33)
  await signIn(admin.page, 'admin@example.com')
  const row = jobsOfCost(admin.page, 60)
  await row.waitFor()
  expect(await row.textContent()).toMatch(/cliente@example\.com.*Processando.*[78] min/s)
  expect(await cancelButton(row).count()).toBe(1)
}, 30_000)

test('the list has no accessibility flaws', async () => {
  expect(await findFlaws(admin.page)).toEqual([])
}, 30_000)

test('the dialog has no accessibility flaws, and going back leaves the job running', async () => {
  const row = jobsOfCost(admin.page, 60)
  const dialog = await openDialog(row)
  const flaws = await findFlaws(admin.page)
  await dialog.getByRole('button', { name: 'Voltar' }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect(flaws).toEqual([])
  expect(await row.textContent()).toContain('Processando')
}, 30_000)

test('the clock ends a job past its limit before the eyes of an admin who touches nothing', async () => {
  const row = jobsOfCost(admin.page, 33)
  await row.filter({ hasText: 'Falhou' }).waitFor({ timeout: (catchUpSeconds + 20) * 1000 })
  const text = await row.textContent()
  expect(text).toContain('Trabalho cancelado automaticamente após 10 minutos. Créditos estornados.')
  expect(text).toContain('33 estornados')
  expect(await cancelButton(row).count()).toBe(0)
}, 80_000)

test('cancelling the 60-credit job tells the credits, marks the row and raises the balance by 60', async () => {
  const before = await readBalance(stack.origin)
  const row = jobsOfCost(admin.page, 60)
  const dialog = await openDialog(row)
  expect(await dialog.textContent()).toContain('60 créditos')
  await confirmButton(dialog).click()
  await admin.page.getByText('Job cancelado e 60 créditos estornados', { exact: true }).waitFor()
  await row.filter({ hasText: 'Cancelado' }).waitFor()
  expect(await readBalance(stack.origin)).toBe(before + 60)
}, 30_000)

test('after a reload the cancelled job has no button left', async () => {
  await admin.page.reload()
  const row = jobsOfCost(admin.page, 60)
  await row.filter({ hasText: 'Cancelado' }).waitFor()
  expect(await cancelButton(row).count()).toBe(0)
}, 30_000)

// Chromium itself reports each answer of 403, the last ones when the page is there already; the page has nothing to add to it.
function expectOnlyRefusals(opened: WatchedPage, statuses = ['403']) {
  const isRefusal = (problem: string) => statuses.some((status) => problem.includes(`status of ${status}`))
  expect(opened.takeProblems().filter((problem) => !isRefusal(problem))).toEqual([])
}

test('a customer is told that the page is for admins and is sent no job', async () => {
  customer = await openPage(browser, stack.origin, screen)
  const answers: number[] = []
  customer.page.on('response', (answer) => answer.url().includes('/rest/v1/') && answers.push(answer.status()))
  await signIn(customer.page, 'cliente@example.com')
  await customer.page.getByRole('heading', { name: 'Página só para administradores' }).waitFor()
  expect(await customer.page.getByRole('row').count()).toBe(0)
  // All that a first page asks for at once: the database refuses each by itself.
  expectOnlyRefusals(customer)
  expect(new Set(answers)).toEqual(new Set([403]))
}, 30_000)

test('the customer’s page has no accessibility flaws', async () => {
  expect(await findFlaws(customer.page)).toEqual([])
  expectOnlyRefusals(customer)
}, 30_000)

test('signing out leads back to the sign-in page, which has no accessibility flaws', async () => {
  await customer.page.getByRole('button', { name: 'Sair' }).click()
  await customer.page.getByRole('heading', { name: 'Entrar' }).waitFor()
  expect(await findFlaws(customer.page)).toEqual([])
  expect(customer.takeProblems()).toEqual([])
}, 30_000)

test('another tab’s user takes the admin’s page over, and nothing of the admin’s is left on it', async () => {
  await jobs(admin.page).first().waitFor()
  const tab = await admin.page.context().newPage()
  await tab.goto('/')
  await tab.getByRole('button', { name: 'Sair' }).click()
  await signIn(tab, 'cliente@example.com')
  await admin.page.getByRole('heading', { name: 'Página só para administradores' }).waitFor()
  expect(await jobs(admin.page).count()).toBe(0)
  expect(await admin.page.getByRole('banner').textContent()).toContain('cliente@example.com')
  await tab.close()
  // The session ends on the server a moment before this tab hears of it: what it asks meanwhile is answered by 401.
  expectOnlyRefusals(admin, ['401', '403'])
}, 30_000)
