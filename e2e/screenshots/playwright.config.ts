import { defineConfig } from '@playwright/test'
import usual from '../../playwright.config'

/** Kept apart from the tests: screenshots are reviewed visually and can't pass or fail. */
export default defineConfig({
  ...usual,
  testDir: '.',
  testMatch: '*.shots.ts',
  outputDir: '../../test-results/screenshot-runs',
  timeout: 300_000,
})
