import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'

/** A loaded machine is slow, a lost message is forever: the deadline only has to tell the two apart. */
const DEADLINE_MS = 30_000

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Each test has its own app, profile and servers. An app often waits, so one more than there are cores keeps them busy.
  fullyParallel: true,
  workers: availableParallelism() + 1,
  timeout: 120_000,
  expect: { timeout: DEADLINE_MS },
  use: { actionTimeout: DEADLINE_MS },
  // In continuous integration one slow moment must not hide what all other tests say. A test that needs its second try is
  // printed by name, with what its first try failed on, and is mended like a failure. Elsewhere it fails at once.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  preserveOutput: 'failures-only',
  testMatch: 'specs/**/*.spec.ts',
})
