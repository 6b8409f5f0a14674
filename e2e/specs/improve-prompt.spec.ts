import { findViolations } from '../axe'
import { expect, test } from '../fixtures'
import { ImproveDialog } from '../pages/improve-dialog'

const FLARE = 'GPT Image 2.5 Flare'

test('a text model proposes a better prompt, which is compared, edited and used; only the proposal is paid', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  const improve = new ImproveDialog(app.window)
  await composer.chooseModel(FLARE)
  await expect(improve.open).toBeHidden()
  await composer.message.fill('a lighthouse at night')
  await improve.open.click()
  await improve.model.selectOption({ label: 'GPT-6.1 Terra' })
  await expect(improve.dialog).toContainText('a lighthouse at night')
  await expect(improve.ask).toHaveAttribute('data-note', /^(≈|up to) \$/)
  expect(await findViolations(app)).toEqual([])
  expect(openai.paidRequests).toHaveLength(0)

  openai.next.text(['"a white lighthouse', ' at night, long exposure"'])
  await improve.ask.click()
  await expect(improve.proposal).toHaveValue('a white lighthouse at night, long exposure')
  await expect(improve.dialog.getByRole('insertion')).toHaveText(['white ', ', long exposure'])
  await expect(improve.cost).toContainText('$')
  await expect(improve.cost).toHaveAttribute('data-source', 'computed')
  expect(await findViolations(app)).toEqual([])
  expect(openai.paidRequests).toHaveLength(1)
  expect(openai.paidRequests[0]?.body.toString()).toContain('a lighthouse at night')

  await improve.proposal.fill('a white lighthouse at night, in fog')
  await expect(improve.dialog.getByRole('insertion')).toHaveText(['white ', ', in fog'])
  await improve.use.click()
  await expect(improve.dialog).toBeHidden()
  await expect(composer.message).toHaveValue('a white lighthouse at night, in fog')
  await expect(composer.message).toBeFocused()
  // Nothing was sent to the image model, so it has no answer.
  expect(openai.paidRequests).toHaveLength(1)
  await expect(app.chat.questions).toHaveCount(0)

  await improve.open.click()
  await expect(improve.model.locator('option:checked')).toHaveText('GPT-6.1 Terra')
  await improve.cancel.click()
  await expect(composer.message).toHaveValue('a white lighthouse at night, in fog')

  await app.usage.open.click()
  await expect(app.usage.rows).toHaveCount(1)
  await expect(app.usage.rows).toContainText('Improving a prompt')
  await expect(app.usage.rows).toContainText('$')
})

test('a failed proposal says what it means for the money, a stopped one ends, and the prompt stays', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  const improve = new ImproveDialog(app.window)
  await composer.chooseModel(FLARE)
  await composer.message.fill('a pear')
  await improve.open.click()
  await improve.model.selectOption({ label: 'GPT-6.1 Terra' })
  openai.next.fails({ status: 400, message: 'No such thing.', code: 'invalid_request' })
  await improve.ask.click()
  await expect(improve.dialog.getByRole('alert')).toHaveAttribute('data-charge', 'none')
  await expect(improve.dialog.getByRole('alert')).toContainText('Not charged.')
  expect(await findViolations(app)).toEqual([])

  const answer = openai.next.textThatStalls(['a '], ['pear'])
  await improve.again.click()
  await answer.stalled
  await expect(improve.dialog).toContainText('Asking GPT-6.1 Terra…')
  await improve.stop.click()
  await expect(improve.dialog).toContainText('You may have been charged.')
  await improve.cancel.click()
  await expect(composer.message).toHaveValue('a pear')
})

test('a cap refuses a proposal before anything is sent', async ({ app, openai }) => {
  const improve = new ImproveDialog(app.window)
  await app.settings.limit({ daily: '0.001' })
  await app.chat.composer.chooseModel(FLARE)
  await app.chat.composer.message.fill('a pear')
  await improve.open.click()
  await improve.model.selectOption({ label: 'GPT-6.1 Terra' })
  await improve.ask.click()
  await expect(improve.dialog.getByRole('alert')).toContainText('Not charged.')
  expect(openai.paidRequests).toHaveLength(0)
})
