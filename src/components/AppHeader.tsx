import { LogOut } from 'lucide-react'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { ThemeSelect } from '@/components/ThemeSelect'
import { Button } from '@/components/ui/button'

export function AppHeader({ email }: { email: string }) {
  const client = useSupabase()
  return (
    <header className="border-b bg-card">
      <div className="mx-auto flex h-12 max-w-[1600px] items-center gap-3 px-4 sm:px-6">
        <span className="font-semibold text-primary">{texts.shell.product}</span>
        <span className="ml-auto truncate text-muted-foreground text-sm">{email}</span>
        <ThemeSelect />
        {/* Local: the session ends here even when the server cannot be reached, and other devices keep theirs. */}
        <Button variant="ghost" size="sm" onClick={() => client.auth.signOut({ scope: 'local' })}>
          <LogOut aria-hidden />
          <span className="max-sm:sr-only">{texts.shell.signIn.signOut}</span>
        </Button>
      </div>
    </header>
  )
}
