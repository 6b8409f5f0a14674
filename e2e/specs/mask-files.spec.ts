import { writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { drawMask } from '../../tests/support/main/draw-mask'
import { expect, test } from '../fixtures'
import { Batch } from '../pages/batch'
import type { Profile } from '../profile'
import { noisyPng, soundPng } from '../stand-ins/images'

const mine = noisyPng({ width: 80, height: 60, seed: 6 })
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer })

test('a file becomes the mask only where it can be one, and it says plainly what is wrong', async ({ app, openai }) => {
  const { composer } = app.chat
  const items = composer.attached.getByRole('listitem')
  const left = drawMask(80, 60, (x) => x < 40)
  for (const [name, buffer, reason] of [
    ['opaque.png', noisyPng({ width: 80, height: 60, seed: 7 }), 'nothing in it is transparent'],
    ['small.png', soundPng({ width: 40, height: 30 }), 'it has 40 × 30 pixels, and the image has 80 × 60'],
    ['empty.png', drawMask(80, 60, () => true), 'all of it is transparent'],
  ] as const) {
    await composer.files.setInputFiles([file('mine.png', mine), file(name, buffer)])
    await expect(items).toHaveCount(2)
    await items.nth(1).getByRole('combobox', { name: 'Role' }).selectOption('Mask')
    await expect(app.window.getByRole('status').filter({ hasText: reason })).toBeVisible()
    await expect(items).toHaveCount(2)
    await items.nth(1).getByRole('button', { name: 'Remove' }).click()
    await expect(items).toHaveCount(1)
  }
  await composer.files.setInputFiles([file('left.png', left)])
  await expect(items).toHaveCount(2)
  await items.nth(1).getByRole('combobox', { name: 'Role' }).selectOption('Mask')
  await expect(items).toHaveCount(1)
  await app.chat.generate('a sky')
  const files = openai.paidRequests[0]!.form!.files
  expect(files.map(({ field }) => field)).toEqual(['image', 'mask'])
  expect(files[1]!.bytes).toEqual(left)
})

for (const [what, covers, reason] of [
  ['nothing', () => false, 'Nothing in the mask is transparent'],
  ['everything', () => true, 'All of the mask is transparent'],
] as const) {
  test(`a draft with a mask that covers ${what} can’t be sent, and that is said, until the mask is removed`, async ({
    app,
    openai,
    profile,
  }) => {
    const before = app.chat.composer
    await before.files.setInputFiles([file('mine.png', mine), file('mask.png', drawMask(80, 60, covers))])
    await expect(before.attached.getByRole('listitem')).toHaveCount(2)
    await expect.poll(() => profile.text('session.json')).toMatch(/"hash".*"hash"/s)
    await app.quit()
    await makeLastAttachedAMask(profile)
    await app.start()

    const { composer } = app.chat
    await composer.message.fill('a sky')
    await expect(app.window.getByRole('status').filter({ hasText: reason })).toBeVisible()
    await expect(composer.message).toHaveAccessibleDescription(new RegExp(reason))
    await expect(composer.send).toBeDisabled()
    await composer.message.press('Enter')
    await expect(composer.message).toHaveValue('a sky')
    await composer.attached.getByRole('button', { name: 'Remove mask' }).click()
    await expect(app.window.getByText(reason)).toBeHidden()
    await (await app.chat.ask('a sky')).becomes('done')
    expect(openai.paidRequests.map(({ form }) => form?.files.map(({ field }) => field))).toEqual([['image']])
  })
}

/** The state that an earlier version may have left, which accepted any file of the right size as a mask. */
async function makeLastAttachedAMask(profile: Profile): Promise<void> {
  const session = JSON.parse(await profile.text('session.json')) as { attached: { new: { role: string }[] } }
  const [image, mask] = session.attached.new
  const changed = { ...session, at: Date.now(), attached: { new: [image, { ...mask, role: 'mask' }] } }
  await writeFile(profile.path('session.json'), JSON.stringify(changed))
}

test('no message leaves before its mask has been read: not from the message box, not as a batch, not as an edited prompt', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  const reading = app.window.getByRole('status').filter({ hasText: 'Checking the mask…' })
  const send = composer.send
  await composer.files.setInputFiles([
    file('mine.png', mine),
    file(
      'left.png',
      drawMask(80, 60, (x) => x < 40),
    ),
  ])
  await composer.attached.getByRole('combobox', { name: 'Role' }).last().selectOption('Mask')
  await expect(composer.attached.getByRole('listitem')).toHaveCount(1)
  await composer.message.fill('a {sky: red, green} sky')
  await expect(send).toBeEnabled()

  await holdWorkers(app.window)
  await app.window.reload()
  await expect(reading).toBeVisible()
  await expect(send).toBeDisabled()
  await composer.message.press('Enter')
  await expect(composer.message).toHaveValue('a {sky: red, green} sky')
  const batch = new Batch(app.window)
  await batch.open.click()
  await expect(batch.dialog).toContainText('Checking the mask…')
  await expect(batch.start).toBeDisabled()

  await releaseWorkers(app.window)
  await expect(batch.start).toBeEnabled()
  await app.window.keyboard.press('Escape')
  await expect(reading).toBeHidden()
  await send.click()
  await app.chat.lastAnswer.becomes('done')

  await app.window.reload()
  await app.chat.openLatest()
  await app.chat.lastQuestion.beginEdit()
  await expect(reading).toBeVisible()
  await expect(app.chat.lastQuestion.send).toBeDisabled()
  await releaseWorkers(app.window)
  await app.chat.lastQuestion.send.click()
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests.map(({ form }) => form?.files.map(({ field }) => field))).toEqual([
    ['image', 'mask'],
    ['image', 'mask'],
  ])
})

/** From the page's next load on, requests to the mask worker wait for `releaseWorkers`. */
async function holdWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const held: (() => void)[] = []
    let isHeld = true
    Reflect.set(globalThis, 'releaseWorkers', () => {
      isHeld = false
      for (const release of held) release()
    })
    globalThis.Worker = class extends Worker {
      readonly #isMask: boolean
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        this.#isMask = String(url).includes('mask-worker')
      }
      override postMessage(message: unknown, transfer: Transferable[] | StructuredSerializeOptions = []): void {
        const post = (): void => super.postMessage(message, transfer as Transferable[])
        if (this.#isMask && isHeld) held.push(post)
        else post()
      }
    }
  })
}

async function releaseWorkers(page: Page): Promise<void> {
  await page.evaluate(() => (Reflect.get(globalThis, 'releaseWorkers') as () => void)())
}
