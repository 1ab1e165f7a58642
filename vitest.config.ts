import { defineConfig } from 'vitest/config'

// A shared, loaded machine is the rule: a test that waits for a fact may wait for long.
const patience = { testTimeout: 30_000, hookTimeout: 30_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...patience,
          name: 'unit',
          environment: 'node',
          include: ['packages/*/test/**/*.test.ts', 'apps/server/test/**/*.test.ts', 'scripts/test/**/*.test.ts'],
          exclude: ['packages/ui/**', '**/node_modules/**'],
        },
      },
      {
        extends: './apps/web/vite.config.ts',
        test: {
          ...patience,
          name: 'web',
          environment: 'jsdom',
          include: ['packages/ui/test/**/*.test.{ts,tsx}', 'apps/web/test/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
})
