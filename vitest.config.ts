import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [react()],
        resolve: { tsconfigPaths: true },
        test: {
          name: 'panel',
          environment: 'jsdom',
          include: ['src/**/*.test.{ts,tsx}'],
          setupFiles: ['src/test/setup.ts'],
          env: { VITE_SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_test', TZ: 'America/Sao_Paulo' },
        },
      },
      {
        resolve: { tsconfigPaths: true },
        test: { name: 'node', environment: 'node', include: ['tests/**/*.test.ts'] },
      },
    ],
  },
})
