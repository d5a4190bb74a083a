export type CsvValue = string | number | null

/** Excel in Portuguese needs the mark to know that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

// What a spreadsheet would take for a formula; it reads the full-width forms of the signs as well.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

// What a spreadsheet would take for a number, quoted or not; of its digits it keeps fifteen, and no zero in front.
const NUMBER = /^\s*\d[\d.,\s]*(?:e[+-]?\d+\s*)?$/i
const EXACT_DIGITS = 15

function changesAsNumber(text: string) {
  if (!NUMBER.test(text)) return false
  return text.replace(/\D/g, '').length > EXACT_DIGITS || /^\s*0\d|e/i.test(text)
}

/**
 * One value as spreadsheets set to Portuguese read it: decimal comma, texts quoted. A text that would be run as a formula, or
 * rounded as a number, has an apostrophe in front, which stays to be seen: the signs that hide it are formulas themselves.
 */
export function csvCell(value: CsvValue) {
  if (value === null) return ''
  if (typeof value === 'number') return String(value).replace('.', ',')
  const kept = FORMULA.test(value) || changesAsNumber(value) ? `'${value}` : value
  return `"${kept.replace(/"/g, '""')}"`
}

export function csvLine(values: CsvValue[]) {
  return `${values.map(csvCell).join(';')}\r\n`
}
