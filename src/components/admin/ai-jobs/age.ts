import type { AiJob } from '@/components/admin/ai-jobs/ai-job'

const WARNING_SHARE = 0.8

export type AgeTone = 'calm' | 'warning' | 'stuck'

/** What `seconds`, read with a job or anything else that keeps its `read_at`, have grown to at `now` (milliseconds). */
export function grownSeconds(reading: Pick<AiJob, 'read_at'>, seconds: number, now: number) {
  return seconds + Math.max(0, now - reading.read_at) / 1_000
}

export function ageTone(ageSeconds: number, limitSeconds: number | null): AgeTone {
  if (limitSeconds === null) return 'calm'
  if (ageSeconds > limitSeconds) return 'stuck'
  return ageSeconds >= limitSeconds * WARNING_SHARE ? 'warning' : 'calm'
}
