import * as React from 'react'
import { cn } from '@/lib/utils'

const Input = React.forwardRef<HTMLInputElement, React.ComponentProps<'input'>>(
  ({ className, type, ...props }, ref) => (
    <input type={type} className={cn('flex h-10 w-full rounded-md border px-3', className)} ref={ref} {...props} />
  ),
)
Input.displayName = 'Input'

export { Input }
