import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'
import { App } from '@/App'
import { loadTexts } from '@/components/admin/ai-jobs/texts/texts'
import { followTheme } from '@/lib/theme'
import '@/index.css'

// Zod would try out whether it may compile code, which the page's content security policy refuses and reports.
config({ jitless: true })
followTheme()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')

const place = createRoot(root)
void loadTexts().then(() =>
  place.render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
)
