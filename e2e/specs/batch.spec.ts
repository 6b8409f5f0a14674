import { findViolations } from '../axe'
import { expect, test } from '../fixtures'
import { Batch } from '../pages/batch'

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
  // What the demo draws is free.
  await expect(batch.start).toHaveText(price ?? '')
  await expect(batch.dialog).toContainText('No cap applies.')
  expect(await findViolations(app)).toEqual([])
  expect(openai.paidRequests).toHaveLength(0)

  await batch.start.click()
  await expect(batch.region).toBeVisible()
  await expect(batch.progress).toContainText('8 of 8 made')
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
  await expect(later.progress).toContainText('8 of 8 made')
  await expect(later.cell('an apple in ink').getByRole('img')).toHaveCount(2)
  expect(openai.paidRequests).toHaveLength(4)
})
