import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'

type NoticeProps = {
  icon: LucideIcon
  title: string
  detail: string
  /** The notice is all there is on the page, so its title is the page's. */
  heading?: boolean
  role?: 'status' | 'alert'
  children?: ReactNode
}

/** Says in place of the data why there is none, and what can be done about it. */
export function Notice({ icon: Icon, title, detail, heading = false, role = 'status', children }: NoticeProps) {
  const Title = heading ? 'h1' : 'p'
  return (
    <Card role={role} className="flex flex-col items-center gap-2 px-4 py-12 text-center">
      <Icon className="h-6 w-6 text-muted-foreground" aria-hidden />
      <Title className="font-medium">{title}</Title>
      <p className="max-w-sm text-muted-foreground text-sm">{detail}</p>
      {children}
    </Card>
  )
}
