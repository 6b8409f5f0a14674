import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'

/** A loaded machine is slow, a lost message never arrives: the deadline only has to tell them apart. */
const DEADLINE_MS = 30_000

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Each test has its own app, profile and servers. Apps often wait, so one more worker than cores keeps them busy.
  fullyParallel: true,
  workers: availableParallelism() + 1,
  timeout: 120_000,
  expect: { timeout: DEADLINE_MS },
  use: { actionTimeout: DEADLINE_MS },
  // In continuous integration one slow moment must not hide the results of all other tests. A test that needs its
  // second try is listed with the failure of its first, and gets fixed like a failure. Elsewhere it fails at once.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  preserveOutput: 'failures-only',
  testMatch: 'specs/**/*.spec.ts',
})
