import type { RecordAdmin } from '@/components/admin/ai-jobs/records/record'
import { AUTOMATIC } from '@/components/admin/ai-jobs/records/record-filter'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const GONE = { name: null, email: null }

/** Whose acts can be asked for; an admin whom the address names is among them, known or not. */
export function actorOptions(admins: RecordAdmin[], chosen: string | null) {
  const missing = chosen !== null && chosen !== AUTOMATIC && !admins.some((admin) => admin.actor_id === chosen)
  const named = missing ? [...admins, { actor_id: chosen, ...GONE }] : admins
  return [
    { value: AUTOMATIC, label: texts.records.automatic },
    ...named.map((admin) => ({ value: admin.actor_id, label: labelOf(admin) })),
  ]
}

function labelOf({ actor_id, name, email }: RecordAdmin) {
  return name ?? email ?? `${texts.records.goneAdmin} ${actor_id.slice(0, 8)}`
}
