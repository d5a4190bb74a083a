import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '@/App'
import { loadTexts } from '@/components/admin/ai-jobs/texts/texts'
import { followTheme } from '@/lib/theme'
import '@/index.css'

followTheme()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')

const place = createRoot(root)
void loadTexts().then(() => {
  place.render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
})
