import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures'
import { Batch } from '../pages/batch'
import { ImproveDialog } from '../pages/improve-dialog'

const FLARE = 'GPT Image 2.5 Flare'

test('Enter that is held sends once, and does not agree to pay in the question that opens', async ({ app, openai }) => {
  const { composer } = app.chat
  await app.settings.limit({ askAbove: '0.01' })
  await composer.message.fill('a heron')
  await composer.message.focus()
  await app.window.keyboard.down('Enter')
  await expect(app.spending.send).toBeFocused()
  await app.window.keyboard.down('Enter')
  await app.window.keyboard.down('Enter')
  await app.window.keyboard.up('Enter')
  await expect(app.spending.question).toBeVisible()
  expect(openai.paidRequests).toHaveLength(0)

  await app.window.keyboard.press('Enter')
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests).toHaveLength(1)
})

test('the second click of a double click neither answers the question that opened below it, nor closes it', async ({
  app,
  openai,
}) => {
  await app.settings.limit({ askAbove: '0.01' })
  await app.chat.composer.message.fill('a heron')
  await clickAt(app.window, app.chat.composer.send, 1)
  await expect(app.spending.question).toBeVisible()
  await clickAt(app.window, app.spending.send, 2)
  await clickAt(app.window, app.spending.cancel, 2)
  await app.window.mouse.move(5, 5)
  await app.window.mouse.down({ clickCount: 2 })
  await app.window.mouse.up({ clickCount: 2 })
  await expect(app.spending.question).toBeVisible()
  expect(openai.paidRequests).toHaveLength(0)
})

test('a double click on Pause does not resume a batch, nor does one on Cancel batch stop what is being paid for', async ({
  app,
  openai,
}) => {
  const stalled = Array.from({ length: 4 }, () => openai.next.stallsBeforeHeaders())
  await app.chat.composer.chooseModel(FLARE)
  const batch = new Batch(app.window)
  await batch.plan('a {fruit: apple, pear, plum, fig, lime, date}')
  await batch.start.click()
  await Promise.all(stalled.map((one) => one.stalled))
  const resume = batch.button(/^Resume/)
  const stopToo = batch.button(/^Stop/)

  await clickAt(app.window, batch.button('Pause'), 1)
  await expect(resume).toBeVisible()
  await clickAt(app.window, resume, 2)
  await expect(resume).toBeVisible()

  await clickAt(app.window, batch.button('Cancel batch'), 1)
  await expect(stopToo).toBeVisible()
  await clickAt(app.window, stopToo, 2)
  stalled.forEach((one) => one.continue())
  await expect(batch.progress).toContainText('4 of 6 done')
  expect(openai.paidRequests).toHaveLength(4)
})

test('a click on Stop that comes just too late does not ask again', async ({ app, openai }) => {
  const stalled = openai.next.textThatStalls(['A lens '], ['and a lamp.'])
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
  const answer = await app.chat.ask('What is in a lighthouse?')
  await stalled.stalled
  const landed = clickWhereItWas(answer.stop)
  await answer.stop.hover()
  stalled.continue()

  expect(await landed).toContain('Regenerate')
  await answer.becomes('done')
  await expect(answer.root.getByText('2/2')).toHaveCount(0)
  expect(openai.paidRequests).toHaveLength(1)
  await answer.regenerate.click()
  await expect(app.chat.lastAnswer.root).toContainText('2/2')
})

test('a click on Stop that comes just too late does not throw a proposal away', async ({ app, openai }) => {
  const improve = new ImproveDialog(app.window)
  await app.chat.composer.chooseModel(FLARE)
  await app.chat.composer.message.fill('a lighthouse at night')
  await improve.open.click()
  await improve.model.selectOption({ label: 'GPT-6.1 Terra' })
  const stalled = openai.next.textThatStalls(['a white '], ['lighthouse at night'])
  await improve.ask.click()
  await stalled.stalled
  const landed = clickWhereItWas(improve.stop)
  await improve.stop.hover()
  stalled.continue()

  await landed
  await expect(improve.proposal).toHaveValue('a white lighthouse at night')
  await improve.use.click()
  await expect(app.chat.composer.message).toHaveValue('a white lighthouse at night')
})

/** Clicks once in the middle of a control, as part of a multiple click. */
async function clickAt(window: Page, control: Locator, clickCount: number): Promise<void> {
  const box = await control.boundingBox()
  if (!box) throw new Error('not on screen')
  await window.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await window.mouse.down({ clickCount })
  await window.mouse.up({ clickCount })
}

/**
 * Clicks a control's position as soon as the control is gone or renamed. Resolves with the text of the clicked element.
 */
async function clickWhereItWas(control: Locator): Promise<string> {
  return control.evaluate(
    (element) =>
      new Promise<string>((resolve) => {
        const { left, top, width, height } = element.getBoundingClientRect()
        const words = element.textContent
        const [clientX, clientY] = [left + width / 2, top + height / 2]
        const observer = new MutationObserver(() => {
          if (element.isConnected && element.textContent === words) return
          observer.disconnect()
          requestAnimationFrame(() => {
            const met = document.elementFromPoint(clientX, clientY)
            met?.dispatchEvent(
              new MouseEvent('click', { clientX, clientY, detail: 1, bubbles: true, cancelable: true }),
            )
            resolve(met?.textContent ?? '')
          })
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
  )
}
