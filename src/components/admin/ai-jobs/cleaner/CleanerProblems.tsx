import { isCleanerProblem } from '@/components/admin/ai-jobs/cleaner/cleaner-health'
import { problemCommands } from '@/components/admin/ai-jobs/cleaner/problem-commands'
import { CopyableCode } from '@/components/admin/ai-jobs/panel/CopyableCode'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** What is wrong with the cleaner, what to do about it, and what a developer runs for that. */
export function CleanerProblems({ problems }: { problems: string[] }) {
  if (problems.length === 0) return null
  return (
    <ul aria-label={texts.cleaner.problems.label} className="grid gap-4 border-t pt-4">
      {problems.map((problem) => (
        <li key={problem} className="grid min-w-0 gap-2 text-sm">
          <p>
            {isCleanerProblem(problem)
              ? texts.cleaner.problems.known[problem]
              : texts.cleaner.problems.unknown(problem)}
          </p>
          {isCleanerProblem(problem) &&
            problemCommands[problem].map((command) => <CopyableCode key={command} code={command} />)}
        </li>
      ))}
    </ul>
  )
}
