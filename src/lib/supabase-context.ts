import { createContext, useContext } from 'react'
import { supabase } from '@/lib/supabase'

// The default is the application's one client; a test provides its own.
export const SupabaseContext = createContext(supabase)

export function useSupabase() {
  return useContext(SupabaseContext)
}
