import { useId } from 'react'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Checkbox } from '@/components/ui/checkbox'

type EnabledFieldProps = { checked: boolean; onChange: (checked: boolean) => void }

export function EnabledField({ checked, onChange }: EnabledFieldProps) {
  const id = useId()
  return (
    <div className="flex min-h-9 items-center gap-2 text-sm">
      <Checkbox id={id} checked={checked} onCheckedChange={(next) => onChange(next === true)} />
      <label htmlFor={id}>{texts.cleaner.limits.enabled}</label>
    </div>
  )
}
