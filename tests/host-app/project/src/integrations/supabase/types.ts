export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

// What the host generated before the installation: it knows nothing of the product's functions.
export type Database = {
  __InternalSupabase: { PostgrestVersion: '13.0.5' }
  public: {
    Tables: {
      upscaler_jobs: {
        Row: { id: string; status: string; user_id: string | null; job_payload: Json | null }
        Insert: { id?: string; status?: string; user_id?: string | null; job_payload?: Json | null }
        Update: { id?: string; status?: string; user_id?: string | null; job_payload?: Json | null }
        Relationships: []
      }
    }
    Views: { [_ in never]: never }
    Functions: {
      admin_cancel_job: { Args: { p_table: string; p_job_id: string }; Returns: Json }
      has_role: { Args: { _role: Database['public']['Enums']['app_role']; _user_id: string }; Returns: boolean }
    }
    Enums: { app_role: 'admin' | 'moderator' | 'user' | 'partner' }
    CompositeTypes: { [_ in never]: never }
  }
}
