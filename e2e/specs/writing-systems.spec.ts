/** Scripts that run from right to left, and scripts without spaces between words. */
import type { Locator } from '@playwright/test'
import { expect, test } from '../fixtures'

/** Returns the distance of an element's first words from its edge, in pixels. */
function measureIndent(text: Locator, side: 'left' | 'right'): Promise<number> {
  return text.evaluate((element, edge) => {
    const range = document.createRange()
    range.selectNodeContents(element.firstChild!)
    return Math.abs(element.getBoundingClientRect()[edge] - range.getBoundingClientRect()[edge])
  }, side)
}

test('Hebrew runs from right to left wherever it is shown or typed, and English beside it from left to right', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  await chat.composer.chooseModel('GPT-6.1 Terra')
  openai.next.text([
    '## מגדלור\n\nמגדלור הוא **מגדל** עם `light()` ואור.\n\n- ראשון\n- שני\n\nA lighthouse, in English.\n',
  ])
  const answer = await chat.ask('מהו מגדלור (lighthouse)?')
  await answer.becomes('done')
  openai.next.text(['It is a tower.'])
  await chat.sidebar.newChat.click()
  await (await chat.ask('What is a lighthouse?')).becomes('done')
  await chat.open('מהו מגדלור')

  const title = chat.sidebar.chat('מהו מגדלור').getByText('מהו מגדלור')
  await expect(title).toHaveCSS('direction', 'rtl')
  await expect(chat.sidebar.chat('What is').getByText('What is')).toHaveCSS('direction', 'ltr')
  await expect(window.getByRole('heading', { level: 1 }).getByText('מהו')).toHaveCSS('direction', 'rtl')
  expect(await measureIndent(answer.root.getByRole('heading', { name: 'מגדלור' }), 'right')).toBeLessThan(2)
  expect(await measureIndent(answer.root.getByText('ואור'), 'right')).toBeLessThan(2)
  expect(await measureIndent(answer.root.getByText('A lighthouse, in English.'), 'left')).toBeLessThan(2)
  // Right-to-left paragraphs all start at the same edge.
  const readEdge = async (text: Locator) => {
    const box = (await text.boundingBox())!
    return Math.round(box.x + box.width)
  }
  const edge = await readEdge(answer.root.getByText('ואור'))
  expect(await readEdge(answer.root.getByRole('heading', { name: 'מגדלור' }))).toBe(edge)

  const question = chat.questions.first()
  await question.hover()
  await question.getByRole('button', { name: 'Edit prompt', exact: true }).click()
  await expect(question.getByRole('textbox')).toHaveCSS('direction', 'rtl')
  await window.keyboard.press('Escape')
  await chat.composer.message.fill('שלום')
  await expect(chat.composer.message).toHaveCSS('direction', 'rtl')
  await chat.composer.message.fill('Hello')
  await expect(chat.composer.message).toHaveCSS('direction', 'ltr')

  await chat.sidebar.search.fill('מגדל')
  const found = window.getByRole('list', { name: 'Search results' }).getByRole('link').first()
  await expect(found.getByText('מהו').first()).toHaveCSS('direction', 'rtl')
})

test('emphasis beside Chinese, Japanese and Korean signs is drawn, also by fonts without bold letters', async ({
  app,
  openai,
}) => {
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
  openai.next.text([
    '**「灯台」**です。**重要！**請看。*測試（一）*文字。~~刪除。~~後面\n\n한국어 **"강조"**입니다. 価格は$5と$10です。\n',
  ])
  const { root } = await app.chat.ask('灯台とは？')
  await expect(root).toContainText('価格は$5と$10です。')
  for (const words of ['「灯台」', '重要！', '"강조"']) {
    const strong = root.locator('strong', { hasText: words })
    await expect(strong).toHaveText(words)
    await expect(strong).toHaveCSS('font-synthesis-weight', 'auto')
  }
  await expect(root.locator('em')).toHaveText('測試（一）')
  await expect(root.locator('del')).toHaveText('刪除。')
})
