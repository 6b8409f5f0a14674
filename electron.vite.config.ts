import react from '@vitejs/plugin-react'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'electron-vite'
import { dirname, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { leaveOutUnused } from './scripts/lib/leave-out-unused'

const shared = { '@shared': resolve(import.meta.dirname, 'src/shared') }

/**
 * Rolldown puts its helpers into the composition's chunk, which every other chunk then requires, even if it uses none
 * of them. Entries must not: the window opens before the rest of main is loaded, and the painter's thread never loads
 * it.
 */
function keepEntriesSmall(): Plugin {
  return {
    name: 'keep-entries-small',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.isEntry) continue
        // If the entry imports nothing from a chunk, it doesn't need the chunk's side effects either.
        chunk.code = chunk.code.replace(/(?<=;)require\("\.\/chunks\/(?:composition|shared)-[^"]+"\);/g, '')
        const required = /(?<==|;)require\("\.\/chunks\/(?!contract-|image-file-|png-rows-)[^"]+"\)/.exec(chunk.code)
        if (required) throw new Error(`${chunk.fileName} loads too much at start: ${required[0]}`)
      }
    },
  }
}

/**
 * The facts of services are loaded after the first frame (`shared/services/provide.ts`). A single import of them by any
 * module of the entry would silently pull all of them in.
 */
function keepServicesOut(): Plugin {
  return {
    name: 'keep-services-out',
    generateBundle(_options, bundle) {
      for (const entry of Object.values(bundle)) {
        // The app is what the page's entry loads.
        if (entry.type !== 'chunk' || !(entry.isEntry || entry.name === 'first')) continue
        const files = new Set([entry.fileName])
        // The set grows during the loop.
        for (const file of files) {
          const chunk = bundle[file]
          if (chunk?.type !== 'chunk') continue
          const facts = Object.keys(chunk.modules).find((id) => SERVICE_FACTS.test(id))
          if (facts) throw new Error(`${entry.fileName} loads facts of a service at start: ${facts}`)
          for (const imported of chunk.imports) files.add(imported)
        }
      }
    },
  }
}

/**
 * KaTeX lists each of its fonts in three formats. Chromium reads the first; the others would double the package's
 * fonts.
 */
function keepOneFontFormat(): Plugin {
  return {
    name: 'keep-one-font-format',
    enforce: 'pre',
    transform: (code, id) =>
      /katex[\\/]dist[\\/]katex\.css/.test(id)
        ? code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\(["'](?:woff|truetype)["']\)/g, '')
        : undefined,
  }
}

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[]; readonly code: string | null } | null
}

/** This module imports every icon. A bundled icon only needs its own module. */
const ICONS = /lucide-react[\\/]dist[\\/]esm[\\/]lucide-react\.m?js$/

/** Returns the icon modules that this code imports. `index`: the code of the module that exports all of them. */
function findIcons(code: string, index: string, folder: string): readonly string[] {
  const names = [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']lucide-react["']/g)].flatMap(([, list = '']) =>
    list.split(',').map((name) => name.trim().split(/\s+as\s+/)[0] ?? ''),
  )
  return names.flatMap((name) => {
    const line = name && new RegExp(`default as ${name}[ ,][^}]*\\}\\s*from\\s*["']\\./([^"']+)["']`).exec(index)
    return line ? [resolve(folder, line[1]!)] : []
  })
}

const known = new Map<string, ReadonlySet<string>>()

/** Returns all modules that an entry imports, directly or indirectly, without lazily loaded ones. */
function findReachable(entry: string, graph: ModuleGraph): ReadonlySet<string> {
  const before = known.get(entry)
  if (before) return before
  const found = new Set([entry])
  // The set grows during the loop.
  for (const id of found) {
    const { importedIds = [], code } = graph.getModuleInfo(id) ?? {}
    for (const imported of importedIds) {
      if (!ICONS.test(imported)) found.add(imported)
      else
        for (const icon of findIcons(code ?? '', graph.getModuleInfo(imported)?.code ?? '', dirname(imported)))
          found.add(icon)
    }
  }
  known.set(entry, found)
  return found
}

/**
 * Puts everything that the app's first frame needs into one chunk. Left alone, Rolldown splits it into thirty, one for
 * each set of lazy parts that share something, and each is a request that main answers while it opens the window. What
 * is needed before that, for the early message box or the quick-ask window, is separate: neither may load, and so
 * start, the app.
 */
function nameFirstChunk(id: string, graph: ModuleGraph): string | null {
  const isIn = (entry: string): boolean => findReachable(resolve(import.meta.dirname, entry), graph).has(id)
  if (PRELOAD_HELPER.test(id)) return 'early'
  if (!isIn('src/renderer/src/main.tsx')) return null
  return EARLY_ENTRIES.some(isIn) ? 'early' : 'first'
}

const EARLY_ENTRIES = ['src/renderer/src/start.ts', 'src/renderer/src/quick-ask/main.ts']
/** Vite's helper for `import()`. */
const PRELOAD_HELPER = /vite[\\/]preload-helper/

/** In bytes. React takes half of it. The goal is less; the limit keeps it from growing unnoticed. */
const LARGEST_FIRST_CHUNK = 404_000

function limitFirstChunk(): Plugin {
  return {
    name: 'limit-first-chunk',
    // Checked as written, because Vite adds the file names of lazy parts at the very end.
    writeBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || chunk.name !== 'first') continue
        const bytes = Buffer.byteLength(chunk.code)
        if (bytes <= LARGEST_FIRST_CHUNK) continue
        throw new Error(`The page's first chunk has ${bytes} bytes: load something of it later (ui/lazy-part.ts)`)
      }
    },
  }
}

/**
 * V8 stores a script with one byte per character unless a single character needs two; then all take two. So those few
 * are written as escapes, which mean the same in strings, templates and regular expressions.
 */
function escapeWideCharacters(): Plugin {
  return {
    name: 'escape-wide-characters',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = escapeWide(chunk.code)
      },
    },
  }
}

function escapeWide(code: string): string {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const SERVICE_FACTS = /shared[\\/]services[\\/]\w+[\\/](?!ids\.ts)/

/*
 * Everything is bundled, and node_modules isn't shipped: the packaged app stays small, and what runs is what was
 * tested. Targets are those of the oldest runtime the code must run on (Electron 33: Node 20, Chromium 130).
 */
export default defineConfig({
  main: {
    resolve: { alias: shared },
    plugins: [leaveOutUnused(), keepEntriesSmall(), escapeWideCharacters()],
    build: {
      target: 'node20',
      externalizeDeps: false,
      minify: true,
      rollupOptions: {
        input: { index: 'src/main/index.ts', 'demo-painter': 'src/main/services/demo/painter.ts' },
        output: {
          format: 'cjs',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // The entry must export nothing: a chunk that required it back would run the app's start a second time.
          codeSplitting: {
            groups: [
              // Both the painter's thread and main read pixels.
              { name: 'png-rows', test: /read-png-rows/, priority: 3 },
              { name: 'image-file', test: /src[\\/]shared[\\/]image-file[\\/]/, priority: 2 },
              // What the entry needs from `shared`. The rest grows with every service and can load after the window
              // opens.
              {
                name: 'contract',
                test: /src[\\/]shared[\\/](contract|failure|image-url|image-import|quick-ask|thumbnails)\.ts/,
                priority: 1,
              },
              { name: 'shared', test: /src[\\/]shared[\\/]/ },
            ],
          },
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
    plugins: [
      keepOneFontFormat(),
      react(),
      tailwindcss(),
      keepServicesOut(),
      limitFirstChunk(),
      escapeWideCharacters(),
    ],
    worker: { plugins: () => [escapeWideCharacters()] },
    build: {
      target: 'chrome130',
      minify: true,
      cssMinify: true,
      // The page only loads fonts from files (`CONTENT_SECURITY_POLICY`).
      assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: {
          index: 'src/renderer/index.html',
          recovery: 'src/renderer/recovery.html',
          quick: 'src/renderer/quick-ask.html',
        },
        output: {
          codeSplitting: {
            // All other icons go into one file. Otherwise there would be one for each set of lazy parts that share
            // some.
            groups: [
              { name: nameFirstChunk, priority: 1 },
              { name: 'icons', test: /lucide-react/ },
            ],
          },
        },
      },
    },
  },
})
