import { useMutation } from '@tanstack/react-query'
import { Loader2 } from 'lucide-react'
import type { FormEvent } from 'react'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { TextField } from '@/components/admin/ai-jobs/TextField'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { signInErrorText } from '@/lib/sign-in-error'
import { cn } from '@/lib/utils'

export function SignInPage() {
  const client = useSupabase()
  const signIn = useMutation({
    mutationFn: async (form: FormData) => {
      const credentials = { email: String(form.get('email')).trim(), password: String(form.get('password')) }
      const { error } = await client.auth.signInWithPassword(credentials)
      if (error) throw error
    },
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    signIn.mutate(new FormData(event.currentTarget))
  }

  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <Card className="w-full max-w-sm p-6">
        <p className="font-semibold text-primary text-sm">{texts.shell.product}</p>
        <h1 className="mt-1 font-semibold text-xl">{texts.shell.signIn.title}</h1>
        <p className="text-muted-foreground text-sm">{texts.shell.signIn.intro}</p>
        <form className="mt-6 grid gap-4" onSubmit={submit}>
          <TextField label={texts.shell.signIn.email} name="email" type="email" autoComplete="username" required />
          <TextField
            label={texts.shell.signIn.password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
          {signIn.isError && (
            <p role="alert" className={cn('text-sm', warningText)}>
              {signInErrorText(signIn.error)}
            </p>
          )}
          <Button type="submit" disabled={signIn.isPending}>
            {signIn.isPending && <Loader2 className="animate-spin motion-reduce:animate-none" aria-hidden />}
            {texts.shell.signIn.submit}
          </Button>
        </form>
      </Card>
    </main>
  )
}
