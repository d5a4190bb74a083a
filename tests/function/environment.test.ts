import { expect, test } from 'vitest'
import { publishableKey, supabaseUrl } from '../../supabase/functions/admin-cancel-job/environment.ts'

const reading = (variables: Record<string, string>) => (name: string) => variables[name]
const all = {
  SUPABASE_PUBLISHABLE_KEYS: '{"default":"plural"}',
  SUPABASE_PUBLISHABLE_KEY: 'singular',
  SUPABASE_ANON_KEY: 'legacy',
}

test('the plural variable wins over the singular one, and that over the legacy one', () => {
  expect(publishableKey(reading(all))).toBe('plural')
  expect(publishableKey(reading({ ...all, SUPABASE_PUBLISHABLE_KEYS: '{"other":"x"}' }))).toBe('singular')
  expect(publishableKey(reading({ SUPABASE_ANON_KEY: 'legacy' }))).toBe('legacy')
})

test('a missing variable is named', () => {
  expect(() => publishableKey(reading({}))).toThrow('SUPABASE_PUBLISHABLE_KEYS')
  expect(() => supabaseUrl(reading({}))).toThrow('SUPABASE_URL')
})
