import { expect, test } from '../fixtures'
import { ChatSettings } from '../pages/chat-settings'

test('a text model searches the web: asked for, its sources listed, kept and copied, its searches paid for', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  await chat.composer.chooseModel('GPT-6.1 Terra')
  const settings = new ChatSettings(window)
  await settings.open()
  await settings.dialog.getByRole('switch', { name: 'Web search', exact: true }).click()
  await expect(settings.dialog).toContainText('$0.010 per search')
  await settings.close()

  const pages = Array.from({ length: 7 }, (_, index) => ({
    url: `https://www.example${index}.org/page`,
    title: `Page ${index + 1}`,
  }))
  openai.next.textWithSearch(['A harbor ', 'opened.'], { queries: ['new harbor', 'opening day'], sources: pages })
  const answer = await chat.ask('Which harbor opened?')
  await answer.becomes('done')
  expect(openai.paidRequests[0]?.json).toMatchObject({ tools: [{ type: 'web_search' }] })

  const sources = answer.root.getByRole('region', { name: 'Sources', exact: true })
  await expect(sources).toContainText('Searched for “new harbor”, “opening day”')
  await expect(sources.getByRole('link')).toHaveCount(5)
  await expect(sources.getByRole('listitem').first()).toContainText('Page 1')
  await expect(sources.getByRole('listitem').first()).toContainText('example0.org')
  await sources.getByRole('button', { name: 'Show 2 more', exact: true }).click()
  await expect(sources.getByRole('link')).toHaveCount(7)

  await app.reload()
  await chat.openLatest()
  const kept = chat.lastAnswer
  await expect(
    kept.root.getByRole('region', { name: 'Sources', exact: true }).getByRole('link', { name: 'Page 1' }),
  ).toBeVisible()
  await kept.root.getByRole('button', { name: 'Details', exact: true }).click()
  const details = window.getByRole('dialog', { name: 'Details', exact: true })
  await expect(details.getByRole('row', { name: 'Web searches 2 requests $0.020', exact: true })).toBeVisible()
  await window.keyboard.press('Escape')
})
