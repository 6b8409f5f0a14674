// Checks that `src` only contains what is built, and its tests. Code shared by tests is in tests/support.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

import { inProject } from './script.mjs'

/** The build's entry points (`electron.vite.config.ts`, `src/renderer/*.html`). */
const ENTRIES = [
  'src/main/index.ts',
  'src/main/services/demo/painter.ts',
  'src/preload/index.ts',
  'src/renderer/src/start.ts',
  'src/renderer/src/quick-ask/main.ts',
]

test('everything in src is a part of the build, or a test', () => {
  const files = listSources()
  const built = new Set(ENTRIES)
  // The set grows during the loop.
  for (const file of built) for (const imported of findImports(file, files)) built.add(imported)
  const others = [...files].filter((file) => !built.has(file) && !/\.test\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  expect(others).toEqual([])
})

function listSources() {
  const found = readdirSync(inProject('src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(inProject(), path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  return new Set(found)
}

/** Imports of modules, types and workers (`new URL('./worker.ts', import.meta.url)`). */
function findImports(file, files) {
  const code = readFileSync(inProject(file), 'utf8')
  const named = code.matchAll(/(?:\bfrom|\bimport|\bimport\(|new URL\()\s*'((?:\.|@)[^']*)'/g)
  return [...named].flatMap(([, name]) => {
    const target = name.startsWith('@shared/')
      ? path.posix.join('src/shared', name.slice('@shared/'.length))
      : name.startsWith('@/')
        ? path.posix.join('src/renderer/src', name.slice('@/'.length))
        : path.posix.join(path.posix.dirname(file), name)
    const bare = target.replace(/\?.*$/, '')
    const found = [bare, `${bare}.ts`, `${bare}.tsx`, `${bare}/index.ts`, `${bare}/index.tsx`].find((one) =>
      files.has(one),
    )
    return found === undefined ? [] : [found]
  })
}
