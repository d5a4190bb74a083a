import { perLanguage } from '@/components/admin/ai-jobs/texts/language'

const formats = perLanguage((language) => {
  const unitFormat = (unit: 'day' | 'hour' | 'minute' | 'second', minimumIntegerDigits: number) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', minimumIntegerDigits })
  return {
    integer: new Intl.NumberFormat(language),
    dateTime: new Intl.DateTimeFormat(language, {
      day: '2-digit',
      month: '2-digit',
      year: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    }),
    clock: new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }),
    moment: new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' }),
    day: new Intl.DateTimeFormat(language, { dateStyle: 'short' }),
    dayAndMonth: new Intl.DateTimeFormat(language, { day: '2-digit', month: '2-digit' }),
    signed: new Intl.NumberFormat(language, { signDisplay: 'exceptZero' }),
    time: new Intl.DateTimeFormat(language, { timeStyle: 'medium' }),
    units: (
      [
        ['day', 86_400],
        ['hour', 3_600],
        ['minute', 60],
        ['second', 1],
      ] as const
    ).map(([unit, seconds]) => ({ seconds, plain: unitFormat(unit, 1), padded: unitFormat(unit, 2) })),
  }
})

export function formatInteger(value: number) {
  return formats().integer.format(value)
}

/** Postgres knows times that no calendar of a browser has, such as `infinity`: those are a dash. */
function formatTimestamp(format: Intl.DateTimeFormat, timestamp: string) {
  const date = new Date(timestamp)
  return Number.isNaN(date.getTime()) ? '—' : format.format(date)
}

export function formatDateTime(timestamp: string) {
  return formatTimestamp(formats().dateTime, timestamp)
}

/** "14:05": the time of day without its seconds. */
export function formatClock(timestamp: string) {
  return formatTimestamp(formats().clock, timestamp)
}

/** "30/11/2026, 14:05:09": a moment that is read on its own. */
export function formatMoment(timestamp: string) {
  return formatTimestamp(formats().moment, timestamp)
}

export function formatDay(timestamp: string) {
  return formatTimestamp(formats().day, timestamp)
}

/** "30/11": a day of a year that is known. */
export function formatDayAndMonth(timestamp: string) {
  return formatTimestamp(formats().dayAndMonth, timestamp)
}

/** "+60", "-60": what a line adds or takes away. */
export function formatSigned(value: number) {
  return formats().signed.format(value)
}

export function formatTime(milliseconds: number) {
  return formats().time.format(milliseconds)
}

/** The two largest units of a whole number of seconds: the first that counts, and the one below it. */
function splitDuration(seconds: number) {
  const { units } = formats()
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
