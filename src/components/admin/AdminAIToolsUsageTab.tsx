import { lazy, Suspense } from 'react'
import { UsageTab, type UsageTabProps } from '@/components/admin/ai-jobs/panel/UsageTab'
import { DEFAULT_LANGUAGE, language, useLanguage } from '@/components/admin/ai-jobs/texts/language'
import { loadTexts } from '@/components/admin/ai-jobs/texts/texts'

const Translated =
  language === DEFAULT_LANGUAGE ? UsageTab : lazy(() => loadTexts().then(() => ({ default: UsageTab })))

/** Usage history of the AI tools, in the language that the admin chose. */
export function AdminAIToolsUsageTab(props: UsageTabProps) {
  useLanguage()
  return (
    <Suspense>
      <Translated {...props} />
    </Suspense>
  )
}
