import { lintSource } from '@secretlint/core'
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend'

// What the well-known rules do not know: keys and tokens of Supabase.
const SUPABASE: Record<string, RegExp> = {
  'secret key of Supabase': /sb_secret_[A-Za-z0-9_-]{20,}/,
  'access token of Supabase': /sbp_(?:oauth_|v0_)?[a-f0-9]{40}/,
  'signed token': /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/,
}

// Made up for a test, or to be read in a document.
const MADE_UP = ['postgresql://postgres:segredo@127.0.0.1:1/postgres']

// By these words a text would switch the rules off for itself; as many letters of others leave each place where it is.
const DIRECTIVE = /secretlint-(?=disable|enable)/g

const id = '@secretlint/secretlint-rule-preset-recommend'
const config = { rules: [{ id, rule: recommended, rules: [], options: {} }] }

/** What in a text looks like somebody's secret, by its kind. */
export async function secretsIn(name: string, content: string): Promise<string[]> {
  const { messages } = await lintSource({
    source: { filePath: `/${name}`, ext: '', contentType: 'text', content: content.replace(DIRECTIVE, 'secretlint_') },
    options: { config },
  })
  const ours = Object.entries(SUPABASE).flatMap(([kind, pattern]) => (pattern.test(content) ? [kind] : []))
  const real = messages.filter(({ range: [begin] }) => !MADE_UP.some((text) => content.startsWith(text, begin)))
  return [...ours, ...real.map(({ ruleId, messageId }) => `${ruleId} ${messageId}`)]
}
