import { expect, test } from '../fixtures'
import { Batch } from '../pages/batch'
import { findCutRings } from '../rings'

test('what is reached by Tab shows its whole focus ring: sources, options, dialogs that scroll', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  await app.resize(900, 600)
  const image = await chat.generate('a lighthouse at dusk')
  await chat.composer.chooseModel('GPT-6.1 Terra')
  openai.next.textWithSearch(['A harbor opened.'], {
    queries: ['new harbor'],
    sources: [{ url: 'https://example.org/a', title: 'A page' }],
  })
  const text = await chat.ask('Which harbor opened?')
  await text.becomes('done')
  await text.root.hover()
  const sources = text.root.getByRole('region', { name: 'Sources', exact: true })
  await sources.getByRole('link').focus()
  await window.keyboard.press('Shift+Tab')
  expect.soft(await findCutRings(app, 8), 'sources and what follows').toEqual([])

  await chat.composer.chooseModel('GPT Image 2.5 Flare')
  await chat.composer.openImageOptions()
  expect.soft(await findCutRings(app, 10), 'image options').toEqual([])
  await chat.composer.closeImageOptions()

  await image.choose('Export…')
  await expect(window.getByRole('dialog', { name: 'Export images' })).toBeVisible()
  expect.soft(await findCutRings(app, 12), 'export').toEqual([])
  await window.keyboard.press('Escape')

  await chat.sidebar.root.getByRole('link', { name: 'a lighthouse at dusk' }).hover()
  await chat.sidebar.root.getByRole('button', { name: 'Chat options' }).click()
  await window.getByRole('menuitem', { name: 'Move to project…' }).click()
  await expect(window.getByRole('button', { name: 'No project', exact: true })).toBeFocused()
  expect.soft(await findCutRings(app, 4), 'move').toEqual([])
  await window.keyboard.press('Escape')

  const batch = new Batch(window)
  await batch.plan('a pier in {color: red, blue}')
  expect.soft(await findCutRings(app, 24), 'batch').toEqual([])
})
