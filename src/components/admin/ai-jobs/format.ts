import { language } from '@/components/admin/ai-jobs/texts/language'

const integer = new Intl.NumberFormat(language)
const dateTime = new Intl.DateTimeFormat(language, {
  day: '2-digit',
  month: '2-digit',
  year: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})
const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })
const moment = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' })
const day = new Intl.DateTimeFormat(language, { dateStyle: 'short' })
const dayAndMonth = new Intl.DateTimeFormat(language, { day: '2-digit', month: '2-digit' })
const signed = new Intl.NumberFormat(language, { signDisplay: 'exceptZero' })
const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' })

const unitFormat = (unit: 'day' | 'hour' | 'minute' | 'second', minimumIntegerDigits: number) =>
  new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', minimumIntegerDigits })

const units = (
  [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const
).map(([unit, seconds]) => ({
  seconds,
  plain: unitFormat(unit, 1),
  padded: unitFormat(unit, 2),
}))

export function formatInteger(value: number) {
  return integer.format(value)
}

/** Postgres knows times that no calendar of a browser has, such as `infinity`: those are a dash. */
function formatTimestamp(format: Intl.DateTimeFormat, timestamp: string) {
  const date = new Date(timestamp)
  return Number.isNaN(date.getTime()) ? '—' : format.format(date)
}

export function formatDateTime(timestamp: string) {
  return formatTimestamp(dateTime, timestamp)
}

/** "14:05": the time of day without its seconds. */
export function formatClock(timestamp: string) {
  return formatTimestamp(clock, timestamp)
}

/** "30/11/2026, 14:05:09": a moment that is read on its own. */
export function formatMoment(timestamp: string) {
  return formatTimestamp(moment, timestamp)
}

export function formatDay(timestamp: string) {
  return formatTimestamp(day, timestamp)
}

/** "30/11": a day of a year that is known. */
export function formatDayAndMonth(timestamp: string) {
  return formatTimestamp(dayAndMonth, timestamp)
}

/** "+60", "-60": what a line adds or takes away. */
export function formatSigned(value: number) {
  return signed.format(value)
}

export function formatTime(milliseconds: number) {
  return time.format(milliseconds)
}

/** The two largest units of a whole number of seconds: the first that counts, and the one below it. */
function splitDuration(seconds: number) {
  const whole = Math.max(0, Math.floor(seconds))
  const first = units.findIndex((unit) => whole >= unit.seconds)
  let rest = whole
  return units
    .slice(first)
    .slice(0, 2)
    .map((unit) => {
      const count = Math.floor(rest / unit.seconds)
      rest -= count * unit.seconds
      return { unit, count }
    })
}

/** "10 min", "7 min 12 s": a length of time in running text. */
export function formatDuration(seconds: number) {
  return splitDuration(seconds)
    .filter(({ count }, index) => index === 0 || count > 0)
    .map(({ unit, count }) => unit.plain.format(count))
    .join(' ')
}

/** "10 min 00 s", "7 min 02 s": a running clock or a column of lengths, which keep their width. */
export function formatStopwatch(seconds: number) {
  return splitDuration(seconds)
    .map(({ unit, count }, index) => (index === 0 ? unit.plain : unit.padded).format(count))
    .join(' ')
}
