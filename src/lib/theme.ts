/** Keeps the class `dark` on the document in step with the system's colour scheme. */
export function followSystemTheme() {
  const darkScheme = window.matchMedia('(prefers-color-scheme: dark)')
  const apply = () => document.documentElement.classList.toggle('dark', darkScheme.matches)
  apply()
  darkScheme.addEventListener('change', apply)
}
