import { createClient } from '@supabase/supabase-js'
import type { Database } from './types'

export const supabase = createClient<Database>('https://host.example.com', 'sb_publishable_host', {
  auth: { storage: localStorage, persistSession: true, autoRefreshToken: true },
})
