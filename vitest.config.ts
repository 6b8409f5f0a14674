import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const UNIT_TESTS = ['src/**/*.test.{ts,tsx}', 'e2e/stand-ins/**/*.test.ts', 'scripts/**/*.test.mjs']

/** Files that change their process's shared state: its environment, its time zone, or its network access. */
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
    setupFiles: ['src/shared/services/provide.ts', 'tests/support/main/compare-bytes.ts'].map((file) =>
      resolve(import.meta.dirname, file),
    ),
    // Vitest would reserve one processor for itself: on two cores, all files would run one after the other.
    maxWorkers: availableParallelism(),
    // Some tests write and read back thousands of rows: seconds of work, and more on shared cores.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: UNIT_TESTS,
          exclude: CHANGES_ITS_PROCESS,
          // Loading the same modules again for each file took more than half of the time.
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
          // A run of the core process takes a second on a busy machine, and a case has several.
          testTimeout: 60_000,
          // Waits for a state in another process, polled every half second, can take longer than the default second.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
})
