import { type ComponentProps, useId } from 'react'
import { Input } from '@/components/ui/input'
import { cn } from '@/lib/utils'

type TextFieldProps = ComponentProps<typeof Input> & { label: string; labelClass?: string }

export function TextField({ label, labelClass, ...input }: TextFieldProps) {
  const id = useId()
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className={cn('text-muted-foreground text-xs', labelClass)}>
        {label}
      </label>
      <Input id={id} {...input} />
    </div>
  )
}
