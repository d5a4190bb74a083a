import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { Toaster } from 'sonner'
import { AdminAIToolsUsageTab } from '@/components/admin/AdminAIToolsUsageTab'
import '@/index.css'

const root = document.getElementById('root')
if (!root) throw new Error('no root')

createRoot(root).render(
  <QueryClientProvider client={new QueryClient()}>
    <AdminAIToolsUsageTab />
    <Toaster />
  </QueryClientProvider>,
)
