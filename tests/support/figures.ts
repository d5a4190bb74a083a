import { appendFileSync } from 'node:fs'

export const FIGURES_VARIABLE = 'ESTORNO_FIGURES'

/** Prints what a test measured; `npm run test:long` collects it for the page on reliability. */
export function figure(text: string): void {
  console.log(text)
  const file = process.env[FIGURES_VARIABLE]
  if (file) appendFileSync(file, `${text}\n`)
}
