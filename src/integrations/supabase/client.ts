import { createClient } from '@supabase/supabase-js'
import type { Database } from '../../../supabase/functions/_shared/database.types.ts'

const publishableKey = import.meta.env.VITE_SUPABASE_PUBLISHABLE_KEY
if (!publishableKey) throw new Error('VITE_SUPABASE_PUBLISHABLE_KEY is not set')

// The local stack serves the API on the panel's own origin, so no address is needed there.
const url = import.meta.env.VITE_SUPABASE_URL || window.location.origin

export const supabase = createClient<Database>(url, publishableKey)
