export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: {
    Tables: {
      pose_changer_jobs: {
        Row: {
          completed_at: string | null
          created_at: string | null
          error_message: string | null
          id: string
          output_url: string | null
          person_url: string | null
          pose_url: string | null
          position: number | null
          queue_wait_seconds: number | null
          rh_cost: number | null
          session_id: string | null
          started_at: string | null
          status: string
          task_id: string | null
          user_credit_cost: number | null
          user_id: string | null
          waited_in_queue: boolean | null
        }
        ComputedFields: never
        Insert: {
          completed_at?: string | null
          created_at?: string | null
          error_message?: string | null
          id?: string
          output_url?: string | null
          person_url?: string | null
          pose_url?: string | null
          position?: number | null
          queue_wait_seconds?: number | null
          rh_cost?: number | null
          session_id?: string | null
          started_at?: string | null
          status?: string
          task_id?: string | null
          user_credit_cost?: number | null
          user_id?: string | null
          waited_in_queue?: boolean | null
        }
        Update: {
          completed_at?: string | null
          created_at?: string | null
          error_message?: string | null
          id?: string
          output_url?: string | null
          person_url?: string | null
          pose_url?: string | null
          position?: number | null
          queue_wait_seconds?: number | null
          rh_cost?: number | null
          session_id?: string | null
          started_at?: string | null
          status?: string
          task_id?: string | null
          user_credit_cost?: number | null
          user_id?: string | null
          waited_in_queue?: boolean | null
        }
        Relationships: []
      }
      profiles: {
        Row: {
          email: string | null
          id: string
          name: string | null
        }
        ComputedFields: never
        Insert: {
          email?: string | null
          id: string
          name?: string | null
        }
        Update: {
          email?: string | null
          id?: string
          name?: string | null
        }
        Relationships: []
      }
      upscaler_credit_transactions: {
        Row: {
          amount: number
          balance_after: number
          created_at: string
          credit_type: string
          description: string | null
          id: number
          job_id: string | null
          job_table: string | null
          transaction_type: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          amount: number
          balance_after: number
          created_at?: string
          credit_type: string
          description?: string | null
          id?: never
          job_id?: string | null
          job_table?: string | null
          transaction_type: string
          user_id: string
        }
        Update: {
          amount?: number
          balance_after?: number
          created_at?: string
          credit_type?: string
          description?: string | null
          id?: never
          job_id?: string | null
          job_table?: string | null
          transaction_type?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'upscaler_credit_transactions_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'upscaler_credits'
            referencedColumns: ['user_id']
          },
        ]
      }
      upscaler_credits: {
        Row: {
          balance: number
          lifetime_balance: number
          monthly_balance: number
          user_id: string
        }
        ComputedFields: never
        Insert: {
          balance?: number
          lifetime_balance?: number
          monthly_balance?: number
          user_id: string
        }
        Update: {
          balance?: number
          lifetime_balance?: number
          monthly_balance?: number
          user_id?: string
        }
        Relationships: []
      }
      upscaler_jobs: {
        Row: {
          completed_at: string | null
          created_at: string | null
          error_message: string | null
          id: string
          input_url: string | null
          output_url: string | null
          position: number | null
          queue_wait_seconds: number | null
          rh_cost: number | null
          scale: number | null
          session_id: string | null
          started_at: string | null
          status: string
          task_id: string | null
          user_credit_cost: number | null
          user_id: string | null
          waited_in_queue: boolean | null
        }
        ComputedFields: never
        Insert: {
          completed_at?: string | null
          created_at?: string | null
          error_message?: string | null
          id?: string
          input_url?: string | null
          output_url?: string | null
          position?: number | null
          queue_wait_seconds?: number | null
          rh_cost?: number | null
          scale?: number | null
          session_id?: string | null
          started_at?: string | null
          status?: string
          task_id?: string | null
          user_credit_cost?: number | null
          user_id?: string | null
          waited_in_queue?: boolean | null
        }
        Update: {
          completed_at?: string | null
          created_at?: string | null
          error_message?: string | null
          id?: string
          input_url?: string | null
          output_url?: string | null
          position?: number | null
          queue_wait_seconds?: number | null
          rh_cost?: number | null
          scale?: number | null
          session_id?: string | null
          started_at?: string | null
          status?: string
          task_id?: string | null
          user_credit_cost?: number | null
          user_id?: string | null
          waited_in_queue?: boolean | null
        }
        Relationships: []
      }
      user_roles: {
        Row: {
          role: Database['public']['Enums']['app_role']
          user_id: string
        }
        ComputedFields: never
        Insert: {
          role: Database['public']['Enums']['app_role']
          user_id: string
        }
        Update: {
          role?: Database['public']['Enums']['app_role']
          user_id?: string
        }
        Relationships: []
      }
      veste_ai_jobs: {
        Row: {
          completed_at: string | null
          created_at: string | null
          error_message: string | null
          garment_url: string | null
          id: string
          output_url: string | null
          person_url: string | null
          position: number | null
          queue_wait_seconds: number | null
          rh_cost: number | null
          session_id: string | null
          started_at: string | null
          status: string
          task_id: string | null
          user_credit_cost: number | null
          user_id: string | null
          waited_in_queue: boolean | null
        }
        ComputedFields: never
        Insert: {
          completed_at?: string | null
          created_at?: string | null
          error_message?: string | null
          garment_url?: string | null
          id?: string
          output_url?: string | null
          person_url?: string | null
          position?: number | null
          queue_wait_seconds?: number | null
          rh_cost?: number | null
          session_id?: string | null
          started_at?: string | null
          status?: string
          task_id?: string | null
          user_credit_cost?: number | null
          user_id?: string | null
          waited_in_queue?: boolean | null
        }
        Update: {
          completed_at?: string | null
          created_at?: string | null
          error_message?: string | null
          garment_url?: string | null
          id?: string
          output_url?: string | null
          person_url?: string | null
          position?: number | null
          queue_wait_seconds?: number | null
          rh_cost?: number | null
          session_id?: string | null
          started_at?: string | null
          status?: string
          task_id?: string | null
          user_credit_cost?: number | null
          user_id?: string | null
          waited_in_queue?: boolean | null
        }
        Relationships: []
      }
      video_upscaler_jobs: {
        Row: {
          completed_at: string | null
          created_at: string | null
          duration_seconds: number | null
          error_message: string | null
          id: string
          output_url: string | null
          position: number | null
          queue_wait_seconds: number | null
          rh_cost: number | null
          session_id: string | null
          started_at: string | null
          status: string
          task_id: string | null
          user_credit_cost: number | null
          user_id: string | null
          video_url: string | null
          waited_in_queue: boolean | null
        }
        ComputedFields: never
        Insert: {
          completed_at?: string | null
          created_at?: string | null
          duration_seconds?: number | null
          error_message?: string | null
          id?: string
          output_url?: string | null
          position?: number | null
          queue_wait_seconds?: number | null
          rh_cost?: number | null
          session_id?: string | null
          started_at?: string | null
          status?: string
          task_id?: string | null
          user_credit_cost?: number | null
          user_id?: string | null
          video_url?: string | null
          waited_in_queue?: boolean | null
        }
        Update: {
          completed_at?: string | null
          created_at?: string | null
          duration_seconds?: number | null
          error_message?: string | null
          id?: string
          output_url?: string | null
          position?: number | null
          queue_wait_seconds?: number | null
          rh_cost?: number | null
          session_id?: string | null
          started_at?: string | null
          status?: string
          task_id?: string | null
          user_credit_cost?: number | null
          user_id?: string | null
          video_url?: string | null
          waited_in_queue?: boolean | null
        }
        Relationships: []
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      admin_advise_limits: {
        Args: { days?: number; job_table?: string; run_limit_minutes?: number }
        Returns: {
          finished_jobs: number
          finished_later: number
          limit_minutes: number
          run_p50_seconds: number
          run_p95_seconds: number
          run_p99_seconds: number
          table_name: string
          tool_label: string
          wait_p95_seconds: number
          would_have_ended: number
        }[]
      }
      admin_cancel_ai_job: {
        Args: { job_id: string; job_table: string; reason?: string }
        Returns: {
          new_balance: number
          outcome: string
          refunded_credits: number
          status: string
        }[]
      }
      admin_cancel_ai_jobs: {
        Args: { act_id?: string; jobs: Json; reason?: string }
        Returns: {
          job_id: string
          new_balance: number
          outcome: string
          problem: string
          problem_code: string
          problem_detail: string
          refunded_credits: number
          status: string
          table_name: string
        }[]
      }
      admin_change_tool: {
        Args: {
          enabled?: boolean
          job_table: string
          queue_limit_minutes?: number
          reason?: string
          run_limit_minutes?: number
        }
        Returns: unknown[]
        SetofOptions: {
          from: '*'
          to: 'ai_tool_row'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      admin_chart_endings: {
        Args: { since: string; time_zone?: string; until: string }
        Returns: {
          credits: number
          day: string
          ending: string
          jobs: number
          table_name: string
          tool_label: string
        }[]
      }
      admin_cleaner_health: {
        Args: Record<PropertyKey, never>
        Returns: {
          age_seconds: number
          attention_jobs: number
          failed_cron_runs_24h: number
          failed_jobs_24h: number
          failed_runs_24h: number
          last_success_at: string
          next_run_at: string
          problems: string[]
          record_head: string
          state: string
        }[]
      }
      admin_close_ai_job: {
        Args: { job_id: string; job_table: string; reason: string }
        Returns: {
          outcome: string
          status: string
        }[]
      }
      admin_confirm_cap_raise: {
        Args: { raise_id: number }
        Returns: unknown[]
        SetofOptions: {
          from: '*'
          to: 'cap_raise_row'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      admin_get_ai_job: {
        Args: { job_id: string; job_table: string }
        Returns: {
          age_seconds: number
          attention: string
          balance: number
          charge_proof: string
          charged_at: string
          charged_credits: number
          completed_at: string
          cost: number
          created_at: string
          customer_email: string
          customer_name: string
          ended_by: string
          error_message: string
          id: string
          late_result: boolean
          late_results: Json
          ledger: Json
          lifetime_balance: number
          limit_seconds: number
          monthly_balance: number
          output_url: string
          phase: string
          refund_id: string
          refund_state: string
          refundable_credits: number
          refunded_at: string
          refunded_credits: number
          request_id: string
          returned_credits: number
          rh_cost: number
          running_seconds: number
          settle_limit_seconds: number
          settle_reason: string
          settled_at: string
          settled_by: string
          settled_by_email: string
          settled_by_id: string
          settled_by_name: string
          started_at: string
          status: string
          status_before: string
          stuck: boolean
          table_name: string
          task_id: string
          to_admin: boolean
          tool_label: string
          user_id: string
          waiting_seconds: number
        }[]
      }
      admin_get_credit_cap: {
        Args: Record<PropertyKey, never>
        Returns: {
          cap_credits: number
          used_credits: number
        }[]
      }
      admin_list_ai_jobs: {
        Args: {
          backwards?: boolean
          cursor_created_at?: string
          cursor_id?: string
          page_size?: number
          refund?: string
          search?: string
          since?: string
          statuses?: string[]
          stuck_only?: boolean
          tool?: string
          until?: string
        }
        Returns: {
          age_seconds: number
          attention: string
          charge_proof: string
          completed_at: string
          cost: number
          created_at: string
          customer_email: string
          customer_name: string
          ended_by: string
          error_message: string
          id: string
          late_result: boolean
          limit_seconds: number
          phase: string
          refund_state: string
          refundable_credits: number
          refunded_credits: number
          returned_credits: number
          running_seconds: number
          started_at: string
          status: string
          stuck: boolean
          table_name: string
          task_id: string
          tool_label: string
          user_id: string
          waiting_seconds: number
        }[]
      }
      admin_list_ai_tools: {
        Args: Record<PropertyKey, never>
        Returns: {
          charge_proof: string
          enabled: boolean
          label: string
          over_statuses: string[]
          queue_limit_seconds: number
          registered_at: string
          run_limit_seconds: number
          running_statuses: string[]
          table_name: string
          usable: boolean
          waiting_is_charged: boolean
          waiting_statuses: string[]
        }[]
      }
      admin_list_attention: {
        Args: { max_rows?: number }
        Returns: {
          created_at: string
          credits: number
          customer_email: string
          customer_name: string
          detail: string
          first_tried_at: string
          job_id: string
          last_tried_at: string
          reason: string
          status: string
          table_name: string
          tool_label: string
          tries: number
        }[]
      }
      admin_list_cancellable_ai_jobs: {
        Args: {
          max_jobs?: number
          refund?: string
          search?: string
          since?: string
          statuses?: string[]
          stuck_only?: boolean
          tool?: string
          until?: string
        }
        Returns: {
          id: string
          table_name: string
        }[]
      }
      admin_list_cap_raises: {
        Args: Record<PropertyKey, never>
        Returns: unknown[]
        SetofOptions: {
          from: '*'
          to: 'cap_raise_row'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      admin_list_cleanup_hours: {
        Args: Record<PropertyKey, never>
        Returns: {
          ended: number
          failures: number
          hour_started_at: string
          refunded_credits: number
          runs: number
        }[]
      }
      admin_list_cleanup_runs: {
        Args: { max_rows?: number }
        Returns: {
          ended: number
          error: string
          failures: number
          finished_at: string
          id: number
          refunded_credits: number
          started_at: string
          started_by: string
          started_by_name: string
        }[]
      }
      admin_list_late_results: {
        Args: { max_rows?: number }
        Returns: {
          customer_email: string
          customer_name: string
          error_message: string
          job_id: string
          output_url: string
          received_at: string
          status: string
          table_name: string
          tool_label: string
        }[]
      }
      admin_list_record_admins: {
        Args: Record<PropertyKey, never>
        Returns: {
          actor_id: string
          email: string
          name: string
        }[]
      }
      admin_list_records: {
        Args: {
          actor_id?: string
          cursor_at?: string
          cursor_key?: string
          kinds?: string[]
          page_size?: number
          since?: string
          tool?: string
          until?: string
        }
        Returns: unknown[]
        SetofOptions: {
          from: '*'
          to: 'record_row'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      admin_map_status: {
        Args: { job_table: string; meaning: string; reason?: string; status_word: string }
        Returns: unknown[]
        SetofOptions: {
          from: '*'
          to: 'ai_tool_row'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      admin_preview_cancel_ai_jobs: {
        Args: {
          refund?: string
          search?: string
          since?: string
          statuses?: string[]
          stuck_only?: boolean
          tool?: string
          until?: string
        }
        Returns: {
          credits: number
          customers: number
          failed_credits: number
          failed_jobs: number
          jobs: number
          table_name: string
          tool_label: string
        }[]
      }
      admin_preview_cleanup: {
        Args: Record<PropertyKey, never>
        Returns: {
          credits: number
          customers: number
          failed_credits: number
          failed_jobs: number
          jobs: number
          table_name: string
          tool_label: string
        }[]
      }
      admin_reconcile: {
        Args: { since?: string }
        Returns: {
          credits: number
          customer_email: string
          detail: Json
          job_id: string
          kind: string
          table_name: string
          user_id: string
        }[]
      }
      admin_repair_ai_job: {
        Args: { job_id: string; job_table: string; reason?: string }
        Returns: {
          new_balance: number
          outcome: string
          refunded_credits: number
        }[]
      }
      admin_request_cap_raise: {
        Args: { credits: number; reason: string }
        Returns: unknown[]
        SetofOptions: {
          from: '*'
          to: 'cap_raise_row'
          isOneToOne: false
          isSetofReturn: true
        }
      }
      admin_retry_ai_job: {
        Args: { job_id: string; job_table: string }
        Returns: {
          new_balance: number
          outcome: string
          refunded_credits: number
          status: string
        }[]
      }
      admin_run_cleanup: {
        Args: Record<PropertyKey, never>
        Returns: {
          cancelled_count: number
          failures: number
          refunded_credits: number
          table_name: string
        }[]
      }
      admin_summarize_ai_jobs: {
        Args: {
          refund?: string
          search?: string
          since?: string
          statuses?: string[]
          stuck_only?: boolean
          tool?: string
          until?: string
        }
        Returns: {
          completed: number
          in_progress: number
          jobs: number
          refunded_credits: number
          revenue_credits: number
          stuck: number
        }[]
      }
      admin_verify_records: {
        Args: { after_seal?: number; kept_head?: string }
        Returns: {
          continue_after: number
          head: string
          intact: boolean
          problems: Json
          sealed: number
          unsealed: number
          unsealed_since: string
        }[]
      }
      cleanup_all_stale_ai_jobs: {
        Args: Record<PropertyKey, never>
        Returns: {
          cancelled_count: number
          refunded_credits: number
          table_name: string
        }[]
      }
      grant_upscaler_credits: {
        Args: { _amount: number; _credit_type?: string; _description?: string; _user_id: string }
        Returns: number
      }
      has_role: { Args: { _role: Database['public']['Enums']['app_role']; _user_id: string }; Returns: boolean }
      move_upscaler_credits: {
        Args: {
          _description: string
          _job_id?: string
          _job_table?: string
          _lifetime: number
          _monthly: number
          _transaction_type: string
          _user_id: string
        }
        Returns: number
      }
      refund_many_upscaler_credits: {
        Args: { _amounts: number[]; _descriptions: string[]; _to_monthly: number[]; _user_ids: string[] }
        Returns: {
          new_balance: number
          place: number
        }[]
      }
      refund_upscaler_credits: {
        Args: { _amount: number; _description: string; _user_id: string }
        Returns: {
          error_message: string
          new_balance: number
          success: boolean
        }[]
      }
      spend_upscaler_credits: {
        Args: { _amount: number; _description: string; _job_id?: string; _job_table?: string; _user_id: string }
        Returns: number
      }
      start_ai_job: {
        Args: { _cost: number; _session_id?: string; _status?: string; _table: string; _user_id: string }
        Returns: string
      }
    }
    Enums: {
      app_role: 'admin' | 'moderator' | 'user'
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {
      app_role: ['admin', 'moderator', 'user'],
    },
  },
} as const
