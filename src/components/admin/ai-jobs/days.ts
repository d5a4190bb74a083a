/** A day as a date field has it, `2026-11-30`; a year that is still being typed (`0020`) is none. */
export function isDay(text: string) {
  const [, year, month, day] = /^(2\d{3})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  const date = new Date(year, month - 1, day)
  return date.getMonth() === month - 1 && date.getDate() === day
}

/** The moment at which a day begins where the admin is, or the one so many days later. */
export function startOfDay(day: string, daysLater = 0) {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + daysLater).toISOString()
}

/** The day it is where the admin is. */
export function dayOf(date: Date) {
  const digits = (count: number) => String(count).padStart(2, '0')
  return `${date.getFullYear()}-${digits(date.getMonth() + 1)}-${digits(date.getDate())}`
}
