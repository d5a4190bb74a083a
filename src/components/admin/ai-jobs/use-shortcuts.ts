import { useEffect, useRef } from 'react'
import { shortcutsEnabled } from '@/components/admin/ai-jobs/shortcuts-setting'

const SHORTCUTS = ['/', 'j', 'k', 'x', 'c', 'o', 'Enter', 'r', 'Escape', '1', '2', '3', '4', '5', '?'] as const
type Shortcut = (typeof SHORTCUTS)[number]

/** What is told of the shortcuts: one line stands for all five views. */
export type ToldShortcut = Exclude<Shortcut, '2' | '3' | '4' | '5'>

/** Does what the key stands for; false when there was nothing to do and the browser may have the key. */
export type ShortcutActions = Partial<Record<Shortcut, (target: Element) => boolean>>

const TYPING = 'input, textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=menu]'
/** Where `/` leads to, and `Escape` out of. */
export const SEARCH_FIELD = '[aria-keyshortcuts="/"]'

const DIALOG = '[role=dialog], [role=alertdialog]'

function shortcutOf({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent) {
  if (ctrlKey || metaKey || altKey || isComposing) return undefined
  return SHORTCUTS.find((shortcut) => shortcut === key)
}

/** Single keys for the whole page; none while a person types or a dialog is open. */
export function useShortcuts(actions: ShortcutActions) {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const shortcut = shortcutOf(event)
      const target = event.target instanceof Element ? event.target : document.body
      if (!shortcut || !shortcutsEnabled() || document.querySelector(DIALOG)) return
      if (target.closest(TYPING) && !(shortcut === 'Escape' && target.matches(SEARCH_FIELD))) return
      if (latest.current[shortcut]?.(target)) event.preventDefault()
    }
    // Captured before a dialog takes its Escape, so that closing one does nothing else.
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [])
}
