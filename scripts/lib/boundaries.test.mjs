// Boundaries in docs/architecture.md that no lint rule enforces.

import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

import { SERVICES } from '../../src/shared/services/list.ts'
import { inProject } from './script.mjs'

/** Demo isn't one of them: it's the core's fallback and belongs to no vendor. */
const services = readdirSync(inProject('src/shared/services'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'demo')
  .map(({ name }) => name)

const names = SERVICES.filter(({ id }) => services.includes(id) && id !== 'fal').map(({ name }) => name)

/** The only files that may name a service. They list services and contain no logic. */
const indexes = ['src/main/services/list.ts', 'src/shared/services/index.ts', 'src/shared/services/list.ts']

test('of all files outside a service’s own folders, only the indexes name it, in code and in comments', () => {
  expect(services).toContain('openai')
  const found = listSources('src').filter((file) => !isOwn(file) && namesService(read(file)))
  expect(found.toSorted()).toEqual(indexes)
})

test.each(indexes)('%s is an index and nothing else', (file) => {
  const statements = removeComments(read(file))
    .replaceAll(/\{[^{}]*\}/g, '{}')
    .split('\n')
  const others = statements.filter(
    (line) =>
      !/^(?:(?:import|export)\b.* from '\.?[@./\w-]+'|export const [A-Z]+: .*|  \w+(?:: \{\})?,|\}|\]|)$/.test(line),
  )
  expect(others).toEqual([])
})

test('no words on screen name it, since they are read with every service', () => {
  const texts = readdirSync(inProject('src/shared/locales')).filter((file) => file.endsWith('.json'))
  const naming = texts.filter((file) => namesService(readFileSync(inProject('src/shared/locales', file), 'utf8')))
  expect(naming).toEqual([])
})

test('only bridge/ touches window.easel, and only data/ touches Dexie', () => {
  const page = listSources('src/renderer/src').map((file) => [
    file,
    removeComments(readFileSync(inProject(file), 'utf8')),
  ])
  const touching = (pattern) => page.filter(([, code]) => pattern.test(code)).map(([file]) => file)
  // Accessed as a property of any object, or destructured from the window.
  expect(touching(/(?:\.|\[\s*['"`])easel\b(?!\.)|\beasel\b[^{}]*\}\s*=\s*\(?\w|readonly easel:/)).toEqual([
    'src/renderer/src/bridge/window-bridge.ts',
    // A separate page that must not load the other page's first chunk.
    'src/renderer/src/quick-ask/main.ts',
  ])
  const dexie = touching(/['"](dexie|fake-indexeddb)/)
  expect(dexie).not.toEqual([])
  expect(dexie.filter((file) => !file.startsWith('src/renderer/src/data/'))).toEqual([])
})

test('the titles of failures come from one place, so that they are the same on screen, in files and on paper', () => {
  const wording = listSources('src/renderer/src').filter((file) =>
    /failure\.(?:settingTitle|\$\{[^}]*\}\.title|moderation\.title)/.test(read(file)),
  )
  expect(wording).toEqual(['src/renderer/src/i18n/failure-words.ts'])
})

test('no feature reaches into another one by a relative path', () => {
  const features = 'src/renderer/src/features/'
  const reaching = listSources(features).filter((file) => {
    const [feature] = file.slice(features.length).split('/')
    const imports = readFileSync(inProject(file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)
    return [...imports].some(
      ([, target]) => !path.posix.join(path.posix.dirname(file), target).startsWith(features + feature),
    )
  })
  expect(reaching).toEqual([])
})

/** Code only, without tests. */
function listSources(folder) {
  return readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(inProject(), path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}

function read(file) {
  return readFileSync(inProject(file), 'utf8')
}

function isOwn(file) {
  return services.some((service) => new RegExp(`^src/(shared|main)/services/${service}/`).test(file))
}

/**
 * Matches a service in an id, a model name or an import (`'openai'`, `'openai:gpt-image-2'`, `'./openai/models'`), by
 * its display name, or inside an identifier (`isOpenAI`). Ids that also occur inside words only count as a whole.
 */
function namesService(text) {
  const whole = new RegExp(`(?<=['"\`/])(${services.join('|')})(?=['"\`/:])`)
  const short = new RegExp(`\\b(${services.filter((id) => id.length <= 3).join('|')})\\b`, 'i')
  const long = [...services.filter((id) => id.length > 3 && id !== 'compatible'), ...names].map(ignoreCase)
  // At the start of a word, or of a word inside an identifier.
  const anywhere = new RegExp(`(?<![A-Za-z])(?:${long.join('|')})|(?=[A-Z])(?:${long.join('|')})`)
  return whole.test(text) || short.test(text) || anywhere.test(text)
}

function ignoreCase(name) {
  return name.replaceAll(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)
}

function removeComments(text) {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
}

test('every decision has a number of its own', () => {
  const numbers = readdirSync(inProject('docs/decisions')).map((file) => file.slice(0, 4))
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
})
