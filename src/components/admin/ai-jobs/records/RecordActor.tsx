import { Bot, type LucideIcon, Terminal, User } from 'lucide-react'
import type { Actor, ActRecord } from '@/components/admin/ai-jobs/records/record'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const icons = { cron: Bot, service: Bot, admin: User, developer: Terminal } satisfies Record<Actor, LucideIcon>

/** Who did it: the clock, an admin or a developer. */
export function RecordActor({ record }: { record: ActRecord }) {
  const Icon = icons[record.actor]
  const [name, email] = namesOf(record)
  return (
    <div className="flex min-w-0 items-start gap-1.5">
      <Icon className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden />
      <div className="min-w-0">
        <p className="truncate">{name}</p>
        {email && <p className="truncate text-muted-foreground text-xs">{email}</p>}
      </div>
    </div>
  )
}

function namesOf({ actor, actor_name, actor_email }: ActRecord) {
  if (actor === 'developer') return [texts.records.developer]
  if (actor !== 'admin') return [texts.records.automatic]
  const names = [actor_name, actor_email].filter((name) => name !== null)
  return names.length > 0 ? names : [texts.records.goneAdmin]
}
