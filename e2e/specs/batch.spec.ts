import { findViolations } from '../axe'
import { expect, test } from '../fixtures'
import { Batch } from '../pages/batch'
import { CommandPalette } from '../pages/command-palette'
import { noisyPng } from '../stand-ins/images'

const FLARE = 'GPT Image 2.5 Flare'
const DEMO = 'Demo Image'

test('a prompt that varies becomes a priced table, then a grid of images in a chat of its own', async ({
  app,
  openai,
}) => {
  const { chat } = app
  const batch = new Batch(app.window)
  await chat.composer.chooseModel(FLARE)
  await chat.composer.message.fill('a pear')
  await expect(batch.open).toBeHidden()
  await batch.plan('an {fruit: apple, orange} in {style: ink, oil}')
  await expect(batch.table.getByRole('row')).toHaveCount(5)
  await expect(batch.table.getByRole('row').nth(1)).toContainText('an apple in ink')
  const price = await batch.start.textContent()
  await batch.choose('Models', DEMO).check()
  await expect(batch.table.getByRole('row')).toHaveCount(9)
  // The demo's images are free.
  await expect(batch.start).toHaveText(price ?? '')
  await expect(batch.dialog).toContainText('No cap applies.')
  expect(await findViolations(app)).toEqual([])
  expect(openai.paidRequests).toHaveLength(0)

  await batch.start.click()
  await expect(batch.region).toBeVisible()
  await expect(batch.progress).toContainText('8 of 8 done')
  expect(openai.paidRequests).toHaveLength(4)
  await expect(batch.results.getByRole('listitem')).toHaveCount(8)
  await expect(batch.cell('an orange in oil').getByRole('img')).toHaveCount(2)
  expect(await findViolations(app)).toEqual([])
  await expect(chat.sidebar.root.getByRole('link')).toHaveCount(1)

  await batch.button('Show as chat').click()
  await expect(chat.questions).not.toHaveCount(0)
  await expect(chat.composer.message).toBeVisible()
  await app.restart()
  await app.chat.openLatest()
  const later = new Batch(app.window)
  await later.showGrid.click()
  await expect(later.progress).toContainText('8 of 8 done')
  await expect(later.cell('an apple in ink').getByRole('img')).toHaveCount(2)
  expect(openai.paidRequests).toHaveLength(4)
})

test(
  'a batch that is killed waits for Resume, pays for no image twice, and makes a failed one once more alone',
  { tag: '@core' },
  async ({ app, openai }) => {
    const stalled = Array.from({ length: 4 }, () => openai.next.stallsBeforeHeaders())
    await app.chat.composer.chooseModel(FLARE)
    const first = new Batch(app.window)
    await first.plan('a {fruit: apple, pear, plum, fig, lime, date}')
    await first.start.click()
    await Promise.all(stalled.map((answer) => answer.stalled))
    await expect(first.progress).toHaveText(/^0 of 6 done/)
    await first.button('Show as chat').click()
    // The chat belongs to the batch until it's over.
    await expect(first.showGrid).toBeVisible()
    await app.chat.composer.message.fill('and now?')
    await expect(app.chat.composer.send).toBeDisabled()

    await app.kill()
    await app.start()
    await app.chat.openLatest()
    const batch = new Batch(app.window)
    await batch.showGrid.click()
    await expect(batch.progress).toHaveText(/^0 of 6 done · 4 failed/)
    await expect(batch.region).toContainText('Paused because Easel was closed.')
    expect(openai.paidRequests).toHaveLength(4)

    await batch.button(/^Resume/).click()
    await expect(batch.progress).toHaveText(/^2 of 6 done · 4 failed/)
    expect(openai.paidRequests).toHaveLength(6)
    await batch.cell('a plum').getByRole('button', { name: 'Retry', exact: true }).click()
    await expect(batch.progress).toHaveText(/^3 of 6 done · 3 failed/)
    await expect(batch.cell('a plum').getByRole('img', { name: 'a plum', exact: true })).toBeVisible()
    expect(openai.paidRequests).toHaveLength(7)
    await batch.cell('a plum').getByRole('button', { name: 'Show in chat', exact: true }).click()
    await expect(app.chat.conversation.getByRole('img', { name: 'a plum', exact: true })).toBeVisible()
    await app.chat.composer.message.fill('and now?')
    await expect(app.chat.composer.send).toBeEnabled()
  },
)

test('the table of 500 is drawn as far as it is seen; a batch beyond a cap says so, pauses there, and can be canceled', async ({
  app,
  openai,
}) => {
  await app.settings.limit({ daily: '0.04' })
  await app.chat.composer.chooseModel(FLARE)
  const batch = new Batch(app.window)
  const palette = new CommandPalette(app.window)
  await palette.open()
  await palette.box.fill('make a batch')
  await expect(palette.active).toHaveText(/Make a batch/)
  await palette.box.press('Enter')
  await expect(batch.prompt).toBeVisible()
  await expect(batch.start).toBeDisabled()
  // With nothing to make there's no price.
  await expect(batch.start).toHaveText('Start batch')
  const many = (name: string, count: number) =>
    `{${name}: ${Array.from({ length: count }, (_, at) => `${name}${at}`).join(', ')}}`
  await batch.prompt.fill(`${many('a', 5)} ${many('b', 10)} ${many('c', 10)}`)
  await expect(batch.table).toHaveAttribute('aria-rowcount', '501')
  expect(await batch.table.getByRole('row').count()).toBeLessThan(100)
  await batch.table.focus()
  await batch.table.press('End')
  await expect(batch.table.getByText('a4 b9 c9', { exact: true })).toBeVisible()
  await batch.prompt.fill(`${many('a', 51)} ${many('b', 10)}`)
  await expect(batch.dialog).toContainText('510 requests are too many.')
  await expect(batch.start).toBeDisabled()

  await batch.prompt.fill('a {fruit: apple, pear, plum, fig, lime, date}')
  await expect(batch.dialog).toContainText('The batch pauses when the cap is reached.')
  await batch.start.click()
  await expect(batch.region.getByRole('alert')).toContainText('Paused: This would exceed your cap.')
  await expect(batch.progress).toHaveText(/^[23] of 6 done/)
  const made = openai.paidRequests.length
  await batch.button('Cancel batch').click()
  await expect(batch.region).toContainText('Canceled.')
  await expect(batch.region.getByRole('listitem', { name: /canceled$/ })).toHaveCount(6 - made)
  expect(openai.paidRequests).toHaveLength(made)
  await batch.button('Show as chat').click()
  await expect(app.chat.composer.message).toBeFocused()
})

test('an attached image goes with every prompt, is priced, and can be left out', async ({ app, openai }) => {
  const { composer } = app.chat
  const mine = noisyPng({ width: 80, height: 60, seed: 6 })
  await composer.chooseModel(FLARE)
  await composer.files.setInputFiles([{ name: 'mine.png', mimeType: 'image/png', buffer: mine }])
  const batch = new Batch(app.window)
  await batch.plan('on a {place: beach, roof}')
  const images = batch.dialog.getByRole('group', { name: 'Attached images', exact: true })
  await expect(images.getByRole('img')).toHaveCount(1)
  const send = images.getByRole('checkbox', { name: 'Send it with every prompt' })
  await expect(send).toBeChecked()
  const price = await batch.start.textContent()
  await send.uncheck()
  await expect(batch.start).not.toHaveText(price ?? '')
  await send.check()
  await expect(batch.start).toHaveText(price ?? '')
  expect(await findViolations(app)).toEqual([])

  await batch.start.click()
  await expect(batch.progress).toContainText('2 of 2 done')
  expect(openai.paidRequests.map(({ path }) => path)).toEqual(['/v1/images/edits', '/v1/images/edits'])
  for (const request of openai.paidRequests) expect(request.form?.files[0]?.bytes).toEqual(mine)
  await app.chat.sidebar.newChat.click()
  await expect(composer.attached).toHaveCount(0)
})

test('the model of the message box makes batches also where its server lists no models', async ({ launch, openai }) => {
  openai.models = { object: 'list', data: [] }
  const app = await launch()
  const batch = new Batch(app.window)
  await expect(app.chat.composer.model).toHaveAccessibleName('Model: GPT Image (recommended)')
  await batch.plan('an {fruit: apple, orange}')
  await expect(batch.table.getByRole('row')).toHaveCount(3)
  await batch.start.click()
  await expect(batch.results.getByRole('img')).toHaveCount(2)
  expect(openai.paidRequests).toHaveLength(2)
})
