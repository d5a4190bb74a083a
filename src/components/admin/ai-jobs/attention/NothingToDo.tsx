import { CheckCircle2 } from 'lucide-react'
import { Card } from '@/components/ui/card'

/** The good news. */
export function NothingToDo({ text }: { text: string }) {
  return (
    <Card className="flex items-center gap-2 p-4 font-medium text-primary text-sm">
      <CheckCircle2 className="size-5 shrink-0" aria-hidden />
      {text}
    </Card>
  )
}
