import type { ComponentProps, MouseEvent } from 'react'
import { type AddressChange, changedAddress, navigate, useSearch } from '@/components/admin/ai-jobs/address'

type AddressLinkProps = Omit<ComponentProps<'a'>, 'href'> & { change: AddressChange }

/** A link to this page with some parameters changed: followed without a reload, yet open to "open in a new tab". */
export function AddressLink({ change, onClick, ...props }: AddressLinkProps) {
  const search = useSearch()

  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    navigate(change)
  }

  return <a {...props} href={changedAddress(search, change)} onClick={follow} />
}
