/** Whether a five-field schedule (*, *\/n or one number each, UTC) stands at that minute. */
export function isDue(schedule: string, at: Date): boolean {
  const fields = schedule.trim().split(/\s+/)
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields
  const dayMatches = matches(day, at.getUTCDate(), 1)
  const weekdayMatches = matches(weekday, at.getUTCDay()) || (weekday === '7' && at.getUTCDay() === 0)
  // As in every cron: two restricted days mean either of them.
  const either = !day.startsWith('*') && !weekday.startsWith('*')
  return (
    fields.length === 5 &&
    matches(minute, at.getUTCMinutes()) &&
    matches(hour, at.getUTCHours()) &&
    matches(month, at.getUTCMonth() + 1, 1) &&
    (either ? dayMatches || weekdayMatches : dayMatches && weekdayMatches)
  )
}

function matches(field: string, value: number, first = 0): boolean {
  const step = /^\*(?:\/(\d+))?$/.exec(field)
  return step ? (value - first) % Number(step[1] ?? 1) === 0 : Number(field) === value
}
