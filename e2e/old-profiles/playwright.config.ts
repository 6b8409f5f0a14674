import { defineConfig } from '@playwright/test'
import usual from '../../playwright.config'

/** Kept apart from the tests, because it writes a fixture. */
export default defineConfig({
  ...usual,
  testDir: '.',
  testMatch: '*.profile.ts',
  outputDir: '../../test-results/old-profile-runs',
  timeout: 300_000,
})
