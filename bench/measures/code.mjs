// How much code must be read before something is visible, in the page and in main. In bytes of the built files.

import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'

import { inProject } from '../../scripts/lib/script.mjs'
import { within } from '../lib/clock.mjs'
import { launch } from '../lib/launch.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
const paintMs = 30_000

const pageFolder = inProject('out', 'renderer')
const mainFolder = inProject('out', 'main')

export const code = {
  name: 'code',
  figures: [
    { key: 'code.page', title: 'Page JavaScript: the entry and what it imports', unit: 'kB', goal: { most: 300 } },
    { key: 'code.page.run', title: 'Page JavaScript parsed before the first paint', unit: 'kB', goal: { most: 300 } },
    { key: 'code.app', title: 'Page JavaScript until the app is drawn: also what the entry loads', unit: 'kB' },
    { key: 'code.main', title: 'Main’s code loaded before the window is created', unit: 'kB' },
  ],
  /** Files don't vary between runs, and the floor has almost none. */
  once: true,

  async measure(subject) {
    const app = launch(subject, { observed: true })
    try {
      const { page } = await within(startMs, 'a typed character', typeLetter(app))
      const parsed = await within(paintMs, 'the first paint', scriptsBeforePaint(page))
      const loaded = await app.ask('code')
      const entry = await staticImports(await namedScripts())
      return {
        'code.page': (await measureSize(entry)) / 1e3,
        'code.app': (await measureSize(await staticImports([...entry, ...(await loadedByEntry())]))) / 1e3,
        'code.page.run': (await measureSize(parsed)) / 1e3,
        'code.main': (await measureSize(loaded.filter((file) => file.startsWith(mainFolder)))) / 1e3,
      }
    } finally {
      await app.end()
    }
  },
}

/** Loads the page again and lists the files whose code had been loaded when something became visible. */
async function scriptsBeforePaint(page) {
  const files = new Set()
  await page.send('Page.enable')
  await page.send('Page.setLifecycleEventsEnabled', { enabled: true })
  await page.send('Debugger.enable')

  let newLoader
  const painted = new Promise((resolve) => {
    page.on('Page.lifecycleEvent', ({ name, loaderId }) => {
      if (name === 'init') {
        newLoader = loaderId
        files.clear()
      }
      if (name === 'firstContentfulPaint' && loaderId === newLoader) resolve()
    })
  })
  page.on('Debugger.scriptParsed', ({ url }) => {
    if (!url.startsWith('easel:')) return
    const { pathname } = new URL(url)
    if (pathname.endsWith('.js')) files.add(path.join(pageFolder, pathname))
  })
  await page.send('Page.reload')
  await painted
  return [...files]
}

/** Returns the scripts that index.html names. */
async function namedScripts() {
  const html = await readFile(path.join(pageFolder, 'index.html'), 'utf8')
  const named = [...html.matchAll(/<(?:script|link rel="modulepreload")[^>]*(?:src|href)="([^"]+\.js)"/g)]
  return named.map(([, address]) => path.join(pageFolder, address))
}

/** Returns what the page's own script loads after the first frame is painted. */
async function loadedByEntry() {
  const [entry] = await namedScripts()
  const text = await readFile(entry, 'utf8')
  return [...text.matchAll(/\bimport\([`"'](\.\/[^`"']+\.js)[`"']\)/g)].map(([, address]) =>
    path.resolve(path.dirname(entry), address),
  )
}

/** Returns these scripts and everything they import statically. */
async function staticImports(scripts) {
  const files = new Set(scripts)
  // The set grows during the loop.
  for (const file of files) {
    const text = await readFile(file, 'utf8')
    for (const [, address] of text.matchAll(/\b(?:import|from)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)) {
      files.add(path.resolve(path.dirname(file), address))
    }
  }
  return [...files]
}

async function measureSize(files) {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
