/** Deleting everything: what the user reads before, and what is left afterwards. */
import type { Locator } from '@playwright/test'
import type { EaselApp } from '../app'
import { expect, test } from '../fixtures'

const prompt = 'a lighthouse at dusk'

test.use({ keys: { openai: true, blob: true } })

/** Opens the question. From here on the app doesn't restart itself: the test does it. */
async function openDialog(app: EaselApp) {
  await app.electron.evaluate(({ app: electron }) => {
    electron.relaunch = () => {}
  })
  await app.settings.open()
  await app.settings.turnTo('Data')
  await app.settings.root.getByRole('button', { name: 'Delete everything…', exact: true }).click()
  const dialog = app.window.getByRole('alertdialog', { name: 'Delete everything', exact: true })
  await expect(dialog.getByRole('button', { name: 'Continue', exact: true })).toBeEnabled()
  return dialog
}

async function confirm(app: EaselApp, dialog: Locator): Promise<void> {
  const ended = app.hasEnded()
  const button = dialog.getByRole('button', { name: 'Delete everything', exact: true })
  await expect(button).toBeVisible()
  // Easel may be gone before the click resolves.
  await button.click().catch(() => undefined)
  await ended
}

test('everything is deleted after two questions, but not while an answer is in progress, and Easel starts like the first time', async ({
  app,
  openai,
  profile,
}) => {
  await (await app.chat.generate(prompt)).uploadBecomes('uploaded')
  const slow = openai.next.stallsAfterPreview(0)
  const open = await app.chat.ask('one that takes long')
  await open.becomes('streaming')

  const dialog = await openDialog(app)
  await expect(dialog).toContainText('1 chat, with everything in the bin')
  await expect(dialog).toContainText(/1 image \([\d.]+ [kM]?B\)/)
  await expect(dialog).toContainText('1 record of your spending')
  await expect(dialog).toContainText('1 uploaded copy in your Blob store')
  await dialog.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(dialog.getByRole('button', { name: 'Cancel', exact: true })).toBeFocused()
  await dialog.getByRole('button', { name: 'Delete everything', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('nothing was deleted')
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click()
  await app.settings.close()
  slow.continue()
  await open.uploadBecomes('uploaded')
  await expect.poll(async () => (await profile.text('ledger.log')).trim().split('\n').length).toBe(2)

  const again = await openDialog(app)
  await expect(again).toContainText('2 records of your spending')
  await again.getByRole('button', { name: 'Continue', exact: true }).click()
  await confirm(app, again)

  await app.start()
  await expect(app.chat.answers).toHaveCount(0)
  await expect(app.chat.sidebar.root.getByRole('link')).toHaveCount(0)
  expect(await profile.objects()).toEqual([])
  expect(await profile.filesContaining(prompt)).toEqual([])
})

test('keys and settings stay where the user wants them', async ({ app, profile }) => {
  await app.settings.limit({ daily: '5' })
  await app.chat.generate(prompt)
  const dialog = await openDialog(app)
  await dialog.getByRole('checkbox', { name: 'Keep my keys, connections and settings' }).check()
  await expect(dialog).not.toContainText('keys, connections and all settings')
  await dialog.getByRole('button', { name: 'Continue', exact: true }).click()
  await confirm(app, dialog)
  await app.start()
  expect(await profile.filesContaining(prompt)).toEqual([])
  await app.settings.open()
  await expect(app.settings.dailyCap).toHaveValue('5')
})
