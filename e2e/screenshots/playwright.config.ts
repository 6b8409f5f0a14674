import { defineConfig } from '@playwright/test'
import usual from '../../playwright.config'

/** Apart from the tests: images are looked at, not passed or failed. */
export default defineConfig({
  ...usual,
  testDir: '.',
  testMatch: '*.shots.ts',
  outputDir: '../../test-results/screenshot-runs',
  timeout: 300_000,
})
