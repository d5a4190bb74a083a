import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contentSecurityPolicyPlugin } from './dev/content-security-policy.ts'

export default defineConfig({
  plugins: [react(), tailwindcss(), contentSecurityPolicyPlugin()],
  resolve: { tsconfigPaths: true },
  // A browser that knows no modulepreload loads the parts a little later; the polyfill would cost all others its bytes.
  build: {
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'vendor', test: /node_modules\/(react|react-dom|scheduler|sonner|@tanstack|@supabase)\// }],
        },
      },
    },
  },
})
