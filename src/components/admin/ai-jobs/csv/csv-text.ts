export type CsvValue = string | number | null

/** Excel in Portuguese needs the mark to know that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

// What a spreadsheet would take for a formula; it reads the full-width forms of the signs as well.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** One value as spreadsheets set to Portuguese read it: decimal comma, texts quoted and never run as a formula. */
export function csvCell(value: CsvValue) {
  if (value === null) return ''
  if (typeof value === 'number') return String(value).replace('.', ',')
  const harmless = FORMULA.test(value) ? `'${value}` : value
  return `"${harmless.replace(/"/g, '""')}"`
}

export function csvLine(values: CsvValue[]) {
  return `${values.map(csvCell).join(';')}\r\n`
}
