import { type ComponentProps, useId } from 'react'
import { Input } from '@/components/ui/input'

type TextFieldProps = ComponentProps<typeof Input> & { label: string }

export function TextField({ label, ...input }: TextFieldProps) {
  const id = useId()
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="text-muted-foreground text-xs">
        {label}
      </label>
      <Input id={id} {...input} />
    </div>
  )
}
