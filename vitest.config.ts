import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    alias: {
      '@shared': resolve(import.meta.dirname, 'src/shared'),
      '@': resolve(import.meta.dirname, 'src/renderer/src'),
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'e2e/stand-ins/**/*.test.ts', 'scripts/**/*.test.mjs'],
    environment: 'node',
  },
})
