import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const LONG = [
  ...['tests/races/', 'tests/orders/', 'tests/database/pg-cron', 'tests/browser/', 'tests/hosts/'],
  ...['tests/attacks/mint', 'tests/mutants/'],
]

// What takes minutes begins first, so that nothing waits for it at the end.
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((part) => moduleId.includes(part))
      return place < 0 ? LONG.length : place
    }
    return [...(await super.sort(files))].sort((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  test: {
    // Half of the time a test waits: for a server, a browser, the next minute of pg_cron.
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        plugins: [react()],
        resolve: { tsconfigPaths: true },
        test: {
          name: 'panel',
          // Beside another worker on two slow cores a dialog with many clicks takes seconds.
          testTimeout: 20_000,
          environment: 'jsdom',
          // One jsdom a worker: to make it anew for each file took a third of the time.
          pool: 'vmForks',
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
