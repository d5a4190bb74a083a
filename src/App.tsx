import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Fragment, useEffect } from 'react'
import { Toaster } from 'sonner'
import { AppHeader } from '@/components/AppHeader'
import { AdminAIToolsUsageTab } from '@/components/admin/AdminAIToolsUsageTab'
import { useLanguage } from '@/components/admin/ai-jobs/texts/language'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { SignInPage } from '@/components/SignInPage'
import { useTheme } from '@/lib/theme'
import { useSession } from '@/lib/use-session'

// The toaster's style sheet comes after ours, hence the exclamation marks.
const TOAST_LOOK = 'border-border! bg-popover! font-sans! text-popover-foreground!'

const queryClient = new QueryClient()

export function App() {
  useLanguage()
  useEffect(() => {
    document.documentElement.lang = texts.lang
  })
  return (
    <QueryClientProvider client={queryClient}>
      <Page />
      <Toaster
        theme={useTheme()}
        position="bottom-right"
        containerAriaLabel={texts.shell.notifications}
        toastOptions={{ className: TOAST_LOOK }}
      />
    </QueryClientProvider>
  )
}

export function Page() {
  const session = useSession()
  if (session === undefined) return null
  if (session === null) return <SignInPage />
  return (
    <Fragment key={session.user.id}>
      <AppHeader email={session.user.email ?? ''} />
      <main className="mx-auto max-w-[1600px] px-4 py-3 sm:px-6 sm:py-6">
        <AdminAIToolsUsageTab />
      </main>
    </Fragment>
  )
}
