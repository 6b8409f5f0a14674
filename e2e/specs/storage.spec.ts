/** Files on disk: shown, verified, opened, and saved to a place of the user's choice. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { answerSaveDialog, suggestedName, watchOpenedFolders } from '../dialogs'
import { expect, test } from '../fixtures'
import { notAnImage, noisyPng } from '../stand-ins/images'

const prompt = 'a jar of nails'

test('Settings tell where the files lie, how much they are, and what waits for upload', async ({
  app,
  blob,
  openai,
  profile,
}) => {
  blob.always.isDown()
  openai.next.answersNotAnImage()
  await (await app.chat.ask('an image that is none')).failsWithCharge('charged')
  openai.next.image({ images: [noisyPng({ seed: 1 }), noisyPng({ seed: 2 })], previews: [] })
  await app.chat.composer.setNumber('Images', 2)
  await (await app.chat.ask(prompt)).uploadBecomes('failed')

  await app.settings.open()

  const { files } = app.settings
  await expect(files).toContainText(profile.folder)
  await expect(files).toContainText(/Images2 files, [\d.,]+ [kM]B/)
  await expect(files).toContainText(/Damaged answers1 file/)
  await expect(files).toContainText(/Waiting for upload2/)
  await expect(files).toContainText(/Free space[\d.,]+ (MB|GB|TB)/)
  const openedFolders = await watchOpenedFolders(app)
  await files.getByRole('button', { name: 'Reveal folder', exact: true }).click()
  await expect.poll(openedFolders).toEqual([profile.path('objects')])
})

test.describe('without a Blob token', () => {
  test.use({ keys: { openai: true, blob: false } })

  test('Verify all images finds a file that has changed, and its answer says so instead of showing it', async ({
    app,
    profile,
  }) => {
    const answer = await app.chat.generate(prompt)
    await answer.uploadBecomes('local')
    await app.settings.open()
    await expect(await app.settings.verifyImages()).toHaveText('The image is intact.')

    const [object] = await profile.objects()
    const path = profile.path('objects', object!.hash.slice(0, 2), `${object!.hash}.${object!.extension}`)
    await writeFile(path, Buffer.from(object!.bytes).fill(7, 60, 61))
    await expect(await app.settings.verifyImages()).toHaveText('1 image is damaged and has no uploaded copy.')

    app.problems.expect(/easel-image:/)
    await app.restart()
    await app.chat.openLatest()
    await app.chat.lastAnswer.becomes('done')
    await expect(app.chat.lastAnswer.root).toContainText('missing on this computer')
  })
})

test('what the provider sent in place of an image can be saved as it came, also after a restart', async ({
  app,
  openai,
  profile,
}) => {
  openai.next.answersNotAnImage(notAnImage())
  const answer = await app.chat.ask(prompt)
  const id = await answer.id()
  await answer.failsWithCharge('charged')
  await app.restart()
  await app.chat.openLatest()
  await app.chat.answer(id).showDetails()

  await answerSaveDialog(app, undefined)
  await app.chat.answer(id).saveProvidersAnswer()
  await expect.poll(() => suggestedName(app)).toMatch(/^easel-answer-[0-9a-f-]{36}\.(txt|json)$/)
  await expect(app.window.getByText('Answer saved')).toHaveCount(0)

  const target = profile.beside('answer.txt')
  await answerSaveDialog(app, target)
  await app.chat.answer(id).saveProvidersAnswer()
  await expect(app.window.getByText('Answer saved')).toBeVisible()
  expect((await readFile(target)).equals(openai.paidAnswers[0]!.body)).toBe(true)
})

test('H04 a prompt with markup and paths becomes a harmless file name', { tag: '@core' }, async ({ app, profile }) => {
  const evil = '"><img src=x onerror=alert(1)> ../../etc/passwd\u202Egnp.exe CON: \\\\server\\share'
  const answer = await app.chat.generate(evil)
  const target = profile.beside('saved.png')
  await answerSaveDialog(app, target)

  await answer.image(evil).hover()
  await answer.saveImage.click()

  await expect.poll(() => suggestedName(app)).toMatch(/^[^/\\:*?"<>|\p{C}]+\.png$/u)
  expect(await suggestedName(app)).not.toMatch(/^\.|\.\.\//)
  await expect.poll(async () => (await stat(target).catch(() => undefined))?.size).toBeGreaterThan(0)
})
