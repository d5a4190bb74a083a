type ReadVariable = (name: string) => string | undefined

/**
 * The publishable key, wherever this project keeps it: hosted functions are handed SUPABASE_PUBLISHABLE_KEYS (JSON,
 * the key is `default`), a self-run one the singular name, older projects the anon key.
 */
export function publishableKey(read: ReadVariable): string {
  const key =
    keyNamedDefault(read('SUPABASE_PUBLISHABLE_KEYS')) ?? read('SUPABASE_PUBLISHABLE_KEY') ?? read('SUPABASE_ANON_KEY')
  if (!key) throw new Error('No publishable key in the environment: SUPABASE_PUBLISHABLE_KEYS is missing')
  return key
}

export function supabaseUrl(read: ReadVariable): string {
  const url = read('SUPABASE_URL')
  if (!url) throw new Error('SUPABASE_URL is missing in the environment')
  return url
}

function keyNamedDefault(json: string | undefined): string | undefined {
  if (!json) return undefined
  const keys: unknown = JSON.parse(json)
  if (typeof keys !== 'object' || keys === null || !('default' in keys)) return undefined
  return typeof keys.default === 'string' ? keys.default : undefined
}
