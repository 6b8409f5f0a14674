/**
 * The page's database can't be opened: there's a file in place of its folder, which fails like a missing permission,
 * and does so for every user.
 */
import { rename, rm, writeFile } from 'node:fs/promises'
import type { EaselApp } from '../app'
import { readRows } from '../database'
import { expect, test } from '../fixtures'
import type { Profile } from '../profile'
import { noisyPng } from '../stand-ins/images'

const NOTICE = 'Easel can’t open or write its database. Your chats are read from its archive and saved there'

test.use({ keys: { openai: true, blob: false } })

async function breakDatabase(profile: Profile): Promise<void> {
  await rename(profile.path('IndexedDB'), profile.path('kept-database'))
  await writeFile(profile.path('IndexedDB'), '')
}

async function mendDatabase(profile: Profile): Promise<void> {
  await rm(profile.path('IndexedDB'))
  await rename(profile.path('kept-database'), profile.path('IndexedDB'))
}

async function titles({ chat }: EaselApp): Promise<(string | null)[]> {
  await expect(chat.sidebar.chat().first()).toBeVisible()
  return chat.sidebar.root.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('title')))
}

test('F01: a database that cannot be opened over two starts loses nothing: the archive shows and takes all chats', async ({
  app,
  openai,
  profile,
}) => {
  const images = [1, 2, 3].map((seed) => noisyPng({ seed }))
  for (const image of images) openai.next.image({ images: [image], previews: [] })
  await app.chat.generate('a lighthouse at dusk')
  const archived = async () =>
    (await profile.filesContaining('lighthouse')).filter((path) => path.startsWith('archive'))
  await expect.poll(archived).not.toEqual([])
  await app.quit()
  await breakDatabase(profile)
  app.problems.expect(/IndexedDB|backing store|UnknownError/i)

  await app.start()
  await expect(app.window.getByText(NOTICE)).toBeVisible()
  await app.chat.open('a lighthouse at dusk')
  await expect(app.chat.lastAnswer.image('a lighthouse at dusk')).toBeVisible()
  await app.chat.sidebar.newChat.click()
  await app.chat.generate('a fox under a bridge')
  await app.kill()

  await app.start()
  await expect(app.window.getByText(NOTICE)).toBeVisible()
  await app.chat.open('a fox under a bridge')
  await expect(app.chat.lastAnswer.image('a fox under a bridge')).toBeVisible()
  await app.chat.sidebar.newChat.click()
  await app.chat.generate('a well in the desert')
  await app.chat.sidebar.delete('a lighthouse at dusk')
  await expect.poll(() => titles(app)).toEqual(['a well in the desert', 'a fox under a bridge'])
  await expect
    .poll(async () => (await profile.filesContaining('deletedAt')).filter((path) => path.startsWith('archive')))
    .not.toEqual([])
  await app.kill()

  await mendDatabase(profile)
  await app.start()
  await expect.poll(() => titles(app)).toEqual(['a well in the desert', 'a fox under a bridge'])
  for (const title of ['a fox under a bridge', 'a well in the desert']) {
    await app.chat.open(title)
    await expect(app.chat.lastAnswer.image(title)).toBeVisible()
  }
  await expect(app.window.getByText(NOTICE)).toHaveCount(0)
  await expect.poll(() => readRows(app.window, 'messages')).toHaveLength(6)
  await expect.poll(() => readRows(app.window, 'attachments')).toHaveLength(3)
  expect(await Promise.all(images.map((image) => profile.holds(image)))).toEqual([true, true, true])
  expect(openai.paidRequests).toHaveLength(3)
})

test('a database that works again meanwhile gets what the archive has taken, in the same session', async ({
  app,
  openai,
  profile,
}) => {
  await app.chat.generate('a lighthouse at dusk')
  await app.quit()
  await breakDatabase(profile)
  app.problems.expect(/IndexedDB|backing store|UnknownError/i)
  await app.start()
  await expect(app.window.getByText(NOTICE)).toBeVisible()
  await app.chat.sidebar.newChat.click()
  await app.chat.generate('a fox under a bridge')

  await mendDatabase(profile)

  // Easel retries after pauses that grow to a minute.
  await expect(app.window.getByText(NOTICE)).toHaveCount(0, { timeout: 70_000 })
  await app.chat.sidebar.newChat.click()
  await app.chat.generate('a well in the desert')
  await expect.poll(() => readRows(app.window, 'messages')).toHaveLength(6)
  await app.restart()
  await expect.poll(() => titles(app)).toEqual(['a well in the desert', 'a fox under a bridge', 'a lighthouse at dusk'])
  expect(openai.paidRequests).toHaveLength(3)
})

test('a new profile whose database cannot be opened keeps a paid answer over a kill', async ({
  launch,
  openai,
  profile,
}) => {
  await writeFile(profile.path('IndexedDB'), '')
  const app = await launch()
  app.problems.expect(/IndexedDB|backing store|UnknownError/i)
  await expect(app.window.getByText(NOTICE)).toBeVisible()
  await app.chat.generate('a lighthouse at dusk')
  await app.kill()

  await app.start()
  await app.chat.open('a lighthouse at dusk')
  await expect(app.chat.lastAnswer.image('a lighthouse at dusk')).toBeVisible()
  await app.kill()
  await rm(profile.path('IndexedDB'))
  await app.start()
  await app.chat.open('a lighthouse at dusk')
  await expect(app.chat.lastAnswer.image('a lighthouse at dusk')).toBeVisible()
  await expect.poll(() => readRows(app.window, 'messages')).toHaveLength(2)
  expect(openai.paidRequests).toHaveLength(1)
})

/** Failures of Chromium's database that were observed to start suddenly. Each runs in the page. */
const BREAKS = {
  'stops taking writes': () => {
    const fail = (): never => {
      throw new DOMException('Internal error', 'UnknownError')
    }
    IDBObjectStore.prototype.add = fail
    IDBObjectStore.prototype.put = fail
  },
  'loses its connection and can’t be opened again': () => {
    const { objectStore } = IDBTransaction.prototype
    IDBTransaction.prototype.objectStore = function (name) {
      this.db.close()
      return objectStore.call(this, name)
    }
    IDBFactory.prototype.open = () => {
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError')
    }
  },
  'lacks a store': () => {
    IDBTransaction.prototype.objectStore = () => {
      throw new DOMException('The specified object store was not found.', 'NotFoundError')
    }
  },
  'can neither be read nor written': () => {
    const fail = (): never => {
      throw new DOMException('Failed to read large IndexedDB value', 'DataError')
    }
    for (const name of ['get', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor', 'count', 'add', 'put'] as const) {
      IDBObjectStore.prototype[name] = fail
    }
    for (const name of ['get', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor', 'count'] as const) {
      IDBIndex.prototype[name] = fail
    }
  },
  'takes back every write': () => {
    for (const name of ['add', 'put'] as const) {
      const write = IDBObjectStore.prototype[name]
      IDBObjectStore.prototype[name] = function (...rows: Parameters<typeof write>) {
        const request = write.apply(this, rows)
        this.transaction.abort()
        return request
      }
    }
  },
} as const

for (const [what, breakIt] of Object.entries(BREAKS)) {
  test(`a database that ${what} in mid-session is replaced, and nothing is lost`, async ({ app, openai }) => {
    await app.chat.generate('a lighthouse at dusk')
    app.problems.expect(/UnknownError|InvalidStateError|NotFoundError|DataError|AbortError/i)
    await app.window.evaluate(breakIt)
    await app.chat.sidebar.newChat.click()
    await app.chat.generate('a fox under a bridge')
    await expect(app.window.getByText(NOTICE)).toBeVisible()
    await app.chat.open('a lighthouse at dusk')
    await expect(app.chat.lastAnswer.image('a lighthouse at dusk')).toBeVisible()
    await app.chat.sidebar.delete('a lighthouse at dusk')
    await app.chat.open('a fox under a bridge')
    await expect(app.chat.lastAnswer.image('a fox under a bridge')).toBeVisible()
    await app.quit()

    await app.start()
    await expect.poll(() => titles(app)).toEqual(['a fox under a bridge'])
    await app.chat.open('a fox under a bridge')
    await expect(app.chat.lastAnswer.image('a fox under a bridge')).toBeVisible()
    await expect.poll(() => readRows(app.window, 'messages')).toHaveLength(4)
    expect(openai.paidRequests).toHaveLength(2)
  })
}
