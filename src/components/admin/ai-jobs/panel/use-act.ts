import { type UseMutationOptions, useMutation } from '@tanstack/react-query'
import { useContext } from 'react'
import { PresenceContext } from '@/components/admin/ai-jobs/panel-session'

type Act<Answer, Asked> = Pick<UseMutationOptions<Answer, Error, Asked>, 'mutationFn' | 'onSettled'> & {
  onSuccess?: (answer: Answer, asked: Asked) => void
  onError?: (error: Error, asked: Asked) => void
}

/**
 * An act of the person who is signed in. What came of it is told also when the view or dialog that it was begun in is gone,
 * but to nobody else: whoever signs in while it is under way did not do it.
 */
export function useAct<Answer, Asked = void>({ onSuccess, onError, ...act }: Act<Answer, Asked>) {
  const presence = useContext(PresenceContext)

  return useMutation({
    ...act,
    onSuccess: (answer, asked) => {
      if (presence.current) onSuccess?.(answer, asked)
    },
    onError: (error, asked) => {
      if (presence.current) onError?.(error, asked)
    },
  })
}
