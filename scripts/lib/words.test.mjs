import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import en from '../../src/shared/locales/en.json' with { type: 'json' }
import later from '../../src/shared/locales/later.en.json' with { type: 'json' }

const PAGE = resolve(import.meta.dirname, '../../src/renderer/src')
const SHARED = resolve(import.meta.dirname, '../../src/shared')
/**
 * Files that only use their strings after a user action. `main.tsx` loads the later strings right after the first
 * frame.
 */
const SPEAKS_LATER = ['app/reuse.ts', 'app/describe-image.ts', 'features/chat/delete-with-undo.ts']

test('no word of the first frame stands among those that are fetched later', () => {
  const wordless = [...filesOfFirstFrame()]
    .filter((file) => !SPEAKS_LATER.includes(file.slice(PAGE.length + 1)))
    .flatMap((file) => keysIn(file).map((key) => `${file.slice(PAGE.length + 1)}: ${key}`))
  expect(wordless).toEqual([])
})

test('a word stands in one place only', () => {
  const twice = leaves(later).filter((key) => leaves(en).includes(key))
  expect(twice).toEqual([])
})

/** Every file that main.tsx imports statically, directly or indirectly. */
function filesOfFirstFrame() {
  const found = new Set()
  const open = [join(PAGE, 'main.tsx')]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue
    found.add(file)
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type ).*?'([^']+)'$/gms)) {
      const imported = path && findSource(file, path)
      if (imported) open.push(imported)
    }
  }
  return found
}

function findSource(from, path) {
  const base = path.startsWith('@/')
    ? join(PAGE, path.slice(2))
    : path.startsWith('@shared/')
      ? join(SHARED, path.slice(8))
      : path.startsWith('.')
        ? resolve(dirname(from), path)
        : undefined
  return base && ['.ts', '.tsx', '/index.ts'].map((end) => base + end).find((candidate) => existsSync(candidate))
}

/** Returns the keys of later strings in this file, whole or up to their first placeholder. */
function keysIn(file) {
  const named = [...readFileSync(file, 'utf8').matchAll(/['`]([a-zA-Z]+\.[a-zA-Z.-]+)/g)].map(([, key]) => key ?? '')
  return named.filter((key) => isSaid(later, key) && !isSaid(en, key))
}

/** A section only counts if a key starts with it and continues. */
function isSaid(words, key) {
  let place = words
  for (const part of key.split('.').filter(Boolean)) place = typeof place === 'object' ? place[part] : undefined
  return typeof place === 'string' || (place !== undefined && key.endsWith('.'))
}

function leaves(words, prefix = '') {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : leaves(value, `${prefix}${key}.`),
  )
}
