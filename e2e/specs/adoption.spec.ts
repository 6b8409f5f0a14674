/** Images on disk that no chat shows anymore: each of them is brought back, once. */
import { readdir, rm } from 'node:fs/promises'
import { sep } from 'node:path'
import type { EaselApp } from '../app'
import { readRows } from '../database'
import { expect, test } from '../fixtures'
import { holdRenames } from '../held-files'
import type { Profile } from '../profile'
import { noisyPng } from '../stand-ins/images'

test.use({ keys: { openai: true, blob: false } })

const prompt = 'a mill on a hill'
const RECOVERED = 'Recovered images'

/** Deletes the database and its copy, as if nothing had ever been recorded. */
async function loseAllRows(profile: Profile): Promise<void> {
  await rm(profile.path('IndexedDB'), { recursive: true })
  await rm(profile.path('archive'), { recursive: true })
}

/** Returns how often the database mentions each image on disk. */
async function timesShown(app: EaselApp, profile: Profile): Promise<number[]> {
  const attachments = await readRows(app.window, 'attachments')
  const links = await readRows(app.window, 'messageAttachments')
  return (await profile.objects()).map(({ hash }) => {
    const ids = attachments.filter((row) => row['hash'] === hash).map(({ id }) => id)
    return links.filter(({ attachmentId }) => ids.includes(attachmentId)).length
  })
}

/** Returns the time up to which Easel knows that all images are shown, in milliseconds since the epoch. */
function lookedUntil({ window }: EaselApp): Promise<number> {
  return window.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('easel-sync')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const mark = await new Promise<{ lookedUntil: number } | undefined>((resolve) => {
      const reading = database.transaction('marks').objectStore('marks').get('pictures')
      reading.onsuccess = () => resolve(reading.result as { lookedUntil: number } | undefined)
    })
    database.close()
    return mark?.lookedUntil ?? 0
  })
}

test('images that no row knows of get the chat "Recovered images", once, however often Easel is started', async ({
  app,
  openai,
  profile,
}) => {
  for (const seed of [1, 2]) {
    openai.next.image({ images: [noisyPng({ seed })], previews: [] })
    await app.chat.generate(`${prompt} ${seed}`)
    await app.chat.sidebar.newChat.click()
  }
  // Main's remaining records of an answer would bring its rows back.
  await expect.poll(() => readdir(profile.path('runs'))).toEqual([])
  await app.quit()
  await loseAllRows(profile)

  await app.start()
  await expect(app.window.getByText('2 images were recovered after the last crash.')).toBeVisible()
  await app.window.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(app.chat.lastAnswer.image(RECOVERED)).toHaveCount(2)
  await expect.poll(() => timesShown(app, profile)).toEqual([1, 1])

  const restartedAt = Date.now()
  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.lastAnswer.image(RECOVERED)).toHaveCount(2)
  await expect.poll(() => lookedUntil(app)).toBeGreaterThan(restartedAt)
  await expect.poll(() => timesShown(app, profile)).toEqual([1, 1])
  await expect(app.chat.sidebar.root.getByRole('link')).toHaveCount(1)
  await expect(app.chat.answers).toHaveCount(1)
})

test('an image whose link was lost comes back into its own conversation', async ({ app, profile }) => {
  const id = await (await app.chat.generate(prompt)).id()
  await app.window.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('easel')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    await new Promise((resolve) => {
      const transaction = database.transaction('messageAttachments', 'readwrite')
      transaction.objectStore('messageAttachments').clear()
      transaction.oncomplete = resolve
    })
    database.close()
  })
  await expect.poll(() => timesShown(app, profile)).toEqual([0])
  await app.quit()
  // The archive would restore the link automatically.
  await rm(profile.path('archive'), { recursive: true })
  await app.start()

  await expect.poll(() => timesShown(app, profile)).toEqual([1])

  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.answer(id).image(prompt)).toBeVisible()
  await expect(app.chat.sidebar.root.getByRole('link')).toHaveCount(1)
})

test('an image that was stored, and nothing written down, comes back into its own conversation', async ({
  app,
  openai,
  profile,
}) => {
  openai.next.answersPlainJson({ images: [noisyPng()] })
  const storing = await holdRenames(app, `${sep}objects${sep}`)
  const id = await (await app.chat.ask(prompt)).id()
  await storing.reached()
  await app.kill()
  await loseAllRows(profile)

  await app.start()
  await app.chat.open(prompt)
  await app.chat.answer(id).becomes('done')
  await expect(app.chat.answer(id).image(prompt)).toBeVisible()
  await expect(app.chat.questions).toHaveText([prompt])
  expect(openai.paidRequests).toHaveLength(1)
})
