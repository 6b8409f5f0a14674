import react from '@vitejs/plugin-react'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'

const shared = { '@shared': resolve(import.meta.dirname, 'src/shared') }

/*
 * Everything is bundled, nothing is shipped as node_modules: the packaged app stays small and what runs is what was
 * tested. Targets are those of the oldest runtime the code must run on (Electron 33: Node 20, Chromium 130).
 */
export default defineConfig({
  main: {
    resolve: { alias: shared },
    build: {
      target: 'node20',
      externalizeDeps: false,
      minify: true,
      rollupOptions: {
        input: { index: 'src/main/index.ts' },
        output: {
          format: 'cjs',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // The entry must export nothing: a chunk that required it back would run the app's start a second time.
          codeSplitting: { groups: [{ name: 'shared', test: /src[\\/]shared[\\/]/ }] },
        },
      },
    },
  },
  preload: {
    resolve: { alias: shared },
    build: {
      target: 'node20',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    resolve: { alias: { ...shared, '@': resolve(import.meta.dirname, 'src/renderer/src') } },
    plugins: [react(), tailwindcss()],
    build: {
      target: 'chrome130',
      minify: true,
      cssMinify: true,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: 'src/renderer/index.html', recovery: 'src/renderer/recovery.html' } },
    },
  },
})
