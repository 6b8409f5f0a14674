import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const UNIT_TESTS = ['src/**/*.test.{ts,tsx}', 'e2e/stand-ins/**/*.test.ts', 'scripts/**/*.test.mjs']

/** Files that change what their process shares: its environment, its time zone, or how it reaches the network. */
const CHANGES_ITS_PROCESS = [
  'src/main/network/**/*.test.ts',
  'src/main/services/transport.test.ts',
  'src/main/settings/connection-test.test.ts',
  'src/main/uploads/**/*.test.ts',
  'src/shared/calendar.test.ts',
  'e2e/stand-ins/**/*.test.ts',
  'scripts/**/*.test.mjs',
]

export default defineConfig({
  resolve: {
    alias: {
      '@shared': resolve(import.meta.dirname, 'src/shared'),
      '@': resolve(import.meta.dirname, 'src/renderer/src'),
    },
  },
  test: {
    environment: 'node',
    setupFiles: resolve(import.meta.dirname, 'src/shared/services/provide.ts'),
    // Vitest would leave one processor to itself: on two cores, all files ran one after the other.
    maxWorkers: availableParallelism(),
    // Thousands of rows are written and read back in some: seconds of work, and more where the cores are shared.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: UNIT_TESTS,
          exclude: CHANGES_ITS_PROCESS,
          // Loading the same modules anew for each file took more than half of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'unit, isolated', include: CHANGES_ITS_PROCESS },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: 'tests/faults/build-core.ts',
          // A life of the core takes a second on a busy machine, and a case has several.
          testTimeout: 60_000,
          // A state that another process reaches, after questions that are half a second apart: not within the usual second.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
})
