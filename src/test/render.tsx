import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { Toaster } from 'sonner'
import { AdminAIToolsUsageTab } from '@/components/admin/AdminAIToolsUsageTab'
import { SupabaseContext } from '@/components/admin/ai-jobs/supabase-context'
import type { FakeSupabase } from '@/test/fake-supabase'

export function renderWith(server: FakeSupabase, children: ReactNode) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } })
  render(
    <QueryClientProvider client={queryClient}>
      <SupabaseContext value={server.client}>{children}</SupabaseContext>
      <Toaster />
    </QueryClientProvider>,
  )
  return { queryClient, user: userEvent.setup() }
}

export function renderTab(server: FakeSupabase) {
  return renderWith(server, <AdminAIToolsUsageTab />)
}
