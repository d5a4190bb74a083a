import { useSearch } from '@/components/admin/ai-jobs/address'

/** What to change in the address to ask another admin for more: so many credits would have gone back. */
export function askForCreditsChange(credits: number) {
  return { cap: String(credits) }
}

export const NOT_ASKING = { cap: null }

/** The credits for which the address asks; null when it does not. */
export function useAskedCredits() {
  const asked = new URLSearchParams(useSearch()).get('cap')
  return asked !== null && /^\d{1,9}$/.test(asked) ? Number(asked) : null
}
