import type { SupabaseClient } from '@supabase/supabase-js'
import { createContext, useContext } from 'react'
import type { Database } from '@/components/admin/ai-jobs/database.types'
import { supabase } from '@/integrations/supabase/client'

/** A client that knows the functions the panel calls. */
export type Supabase = SupabaseClient<Database>

// The application's one client may be typed by its own tables only: those types end here, and the panel's begin.
const applicationClient: SupabaseClient = supabase

/** The default is the application's client; a test provides its own. */
export const SupabaseContext = createContext<Supabase>(applicationClient)

export function useSupabase() {
  return useContext(SupabaseContext)
}
