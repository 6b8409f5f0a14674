import { readdir, rm, writeFile } from 'node:fs/promises'
import { expect, test } from '../fixtures'
import type { EaselApp } from '../app'
import { writeArchive } from '../archive'
import { readRows } from '../database'
import type { Profile } from '../profile'

const STORES = ['chats', 'messages', 'attachments', 'messageAttachments'] as const

async function allRows({ window }: EaselApp): Promise<unknown[]> {
  return Promise.all(STORES.map((store) => readRows(window, store)))
}

async function titles({ chat }: EaselApp): Promise<string[]> {
  await expect(chat.sidebar.chat()).toBeVisible()
  // Not the text, because that includes the search highlights.
  return chat.sidebar.root.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('title') ?? ''))
}

/** What a user would call "the app's database". */
async function deleteDatabase(profile: Profile): Promise<void> {
  await rm(profile.path('IndexedDB'), { recursive: true })
}

/** Makes three chats with an image each, deletes the newest, and leaves a draft in the oldest. */
async function fill({ chat }: EaselApp): Promise<void> {
  const first = await chat.generate('a lighthouse at dusk')
  await first.uploadBecomes('local')
  await chat.sidebar.newChat.click()
  await chat.generate('a fox under a bridge')
  await chat.sidebar.newChat.click()
  await chat.generate('a boat that nobody wants')
  await chat.sidebar.delete('a boat that nobody wants')
  await chat.sidebar.chat('a lighthouse at dusk').click()
  await expect(chat.answers).toHaveCount(1)
  await chat.composer.message.fill('and now with more')
  await chat.sidebar.chat('a fox under a bridge').click()
  await expect(chat.composer.message).toHaveValue('')
}

test.use({ keys: { openai: true, blob: false } })

test(
  'P: the whole database can be deleted and is rebuilt: chats, order, titles, images, drafts',
  { tag: '@core' },
  async ({ app, profile }) => {
    await fill(app)
    const before = { rows: await allRows(app), titles: await titles(app) }
    expect(before.titles).toEqual(['a fox under a bridge', 'a lighthouse at dusk'])
    // The writes of the last tenth of a second are still on their way to the archive.
    await expect
      .poll(async () => (await profile.filesContaining('and now with more')).filter(isArchive))
      .not.toEqual([])
    await app.quit()

    await deleteDatabase(profile)
    await app.start()

    await expect.poll(() => titles(app)).toEqual(before.titles)
    await expect.poll(() => allRows(app)).toEqual(before.rows)
    await app.chat.sidebar.chat('a lighthouse at dusk').click()
    await expect(app.chat.lastAnswer.image('a lighthouse at dusk')).toBeVisible()
    await expect(app.chat.composer.message).toHaveValue('and now with more')
    await app.chat.sidebar.chat('a fox under a bridge').click()
    await expect(app.chat.lastAnswer.image('a fox under a bridge')).toBeVisible()
  },
)

test('P: after a kill, too', async ({ app, profile }) => {
  await app.chat.generate('a lighthouse at dusk')
  await expect
    .poll(async () => (await profile.filesContaining('a lighthouse at dusk')).filter(isArchive))
    .not.toEqual([])
  await app.kill()
  await deleteDatabase(profile)
  await app.start()

  await app.chat.openLatest()
  await app.chat.lastAnswer.becomes('done')
  await expect(app.chat.lastAnswer.image('a lighthouse at dusk')).toBeVisible()
})

test('F01, E04: a database whose files are damaged is rebuilt', { tag: '@core' }, async ({ app, profile }) => {
  await app.chat.generate('a lighthouse at dusk')
  await app.quit()
  const folder = profile.path('IndexedDB', 'easel_app_0.indexeddb.leveldb')
  for (const file of await readdir(folder)) {
    if (/^(CURRENT|MANIFEST|\d+\.(log|ldb))/.test(file)) await writeFile(`${folder}/${file}`, 'not a database')
  }
  await app.start()

  await app.chat.openLatest()
  await expect(app.chat.lastAnswer.image('a lighthouse at dusk')).toBeVisible()
})

test('P: with very many messages the chats are there at once, what is opened comes first, and all comes back', async ({
  launch,
  profile,
}) => {
  await writeArchive(profile, 20, 1_000)
  const app = await launch()
  const status = app.window.getByRole('status').filter({ hasText: 'your chats' })
  await expect(status).toHaveText(/^Restoring your chats… \d+%$/)
  await expect(app.chat.sidebar.chat('Chat 20')).toBeVisible()
  expect((await readRows(app.window, 'messages')).length).toBeLessThan(20_000)

  await app.chat.sidebar.chat('Chat 7').click()
  await expect(app.chat.questions.last()).toContainText('Question 1000 of chat 7')
  // A message sent meanwhile follows the last message.
  await app.chat.generate('a lighthouse at dusk')
  expect((await app.chat.questions.allTextContents()).at(-2)).toContain('Question 1000 of chat 7')
  await expect(status).toHaveText('Your chats are restored.', { timeout: 60_000 })
  await expect.poll(() => readRows(app.window, 'messages')).toHaveLength(20_002)
  expect((await titles(app)).slice(0, 3)).toEqual(['Chat 7', 'Chat 20', 'Chat 19'])
})

test('an archive that was thrown away is made anew from the database', async ({ app, profile }) => {
  await app.chat.generate('a lighthouse at dusk')
  await app.quit()
  await rm(profile.path('archive'), { recursive: true })
  await app.start()
  await expect
    .poll(async () => (await profile.filesContaining('a lighthouse at dusk')).filter(isArchive))
    .not.toEqual([])
  await app.quit()
  await deleteDatabase(profile)
  await app.start()

  await app.chat.openLatest()
  await expect(app.chat.lastAnswer.image('a lighthouse at dusk')).toBeVisible()
})

function isArchive(path: string): boolean {
  return path.startsWith('archive')
}
