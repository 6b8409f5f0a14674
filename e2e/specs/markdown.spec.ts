import { expectAccessible } from '../axe'
import { expect, test } from '../fixtures'

test.beforeEach(async ({ app }) => {
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
})

test('formulas appear whole, are copied as written, and bring their fonts with the first one; money stays money', async ({
  app,
  openai,
}) => {
  const countFonts = () =>
    app.window.evaluate(() => [...document.fonts].filter(({ family }) => family.includes('KaTeX')).length)
  openai.next.text(['It costs $5 to $10, and US$3 more.'])
  const first = await app.chat.ask('What does it cost?')
  await first.becomes('done')
  await expect(first.root).toContainText('It costs $5 to $10, and US$3 more.')
  expect(await countFonts()).toBe(0)

  const stalled = openai.next.textThatStalls(
    ['The horizon is \\(d = \\sqrt{2Rh}\\) away:[^1]\n\n\\[\nd \\approx \\frac{', '2.08'],
    ['}{1}\n\\]\n\nand so **$h_1 > 0$**.\n\n[^1]: On a clear day\n'],
  )
  const answer = await app.chat.ask('How far is a light seen?')
  await expect(answer.root.locator('math')).toHaveCount(1)
  await stalled.stalled
  // An incomplete formula isn't shown yet.
  await expect(answer.root).not.toContainText('frac')
  stalled.continue()
  await answer.becomes('done')
  await expect(answer.root.locator('math')).toHaveCount(3)
  // In the same line, not on a separate one.
  const inLine = answer.root.getByRole('paragraph').filter({ hasText: 'and so' })
  await expect.poll(async () => (await inLine.boundingBox())!.height).toBeLessThan(30)
  await expect.poll(countFonts).toBeGreaterThan(0)
  const load = () => app.window.evaluate(() => document.fonts.load('16px KaTeX_Math').then((fonts) => fonts.length))
  expect(await load()).toBeGreaterThan(0)

  const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText())
  await answer.root
    .locator('p')
    .first()
    .evaluate((paragraph) => getSelection()!.selectAllChildren(paragraph))
  await app.window.keyboard.press('ControlOrMeta+C')
  await expect.poll(copied).toBe('The horizon is \\(d = \\sqrt{2Rh}\\) away:1')
  await answer.root.getByRole('link', { name: 'Note 1', exact: true }).click()
  const back = answer.root.getByRole('link', { name: 'Note 1, back to the text' })
  await expect(back).toBeFocused()
  await back.press('Enter')
  await expect(answer.root.getByRole('link', { name: 'Note 1', exact: true })).toBeFocused()
  await expectAccessible(app, 'formulas and notes')
})

test('a table of 300 columns scrolls inside below its head, and 20,000 lines of code stay usable', async ({
  app,
  openai,
}) => {
  const row = (cell: (column: number) => string): string =>
    `| ${Array.from({ length: 300 }, (_, index) => cell(index + 1)).join(' | ')} |\n`
  const rows = Array.from({ length: 30 }, (_, index) => row((column) => `${index + 1}.${column}`))
  const table = [row((column) => `Column ${column}`), row(() => '---'), ...rows]
  const lines = Array.from({ length: 20_000 }, (_, index) => `const value${index} = ${index}\n`)
  openai.next.text([...table, `\n\`\`\`ts\n${lines.join('')}`, '```\n\nThe end of it.\n'])
  const answer = await app.chat.ask('A wide table and long code')
  await answer.becomes('done')
  const { root } = answer
  await expect(root.getByText('The end of it.')).toBeVisible()

  await expect(root.getByText('too long for colors')).toBeAttached()
  await root.getByRole('button', { name: 'Copy code' }).click()
  const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(copied).toBe(lines.join('').trimEnd())

  const last = root.getByText('30.300', { exact: true })
  const head = root.getByText('Column 300', { exact: true })
  await last.scrollIntoViewIfNeeded()
  const measureGap = async (): Promise<number> => (await last.boundingBox())!.y - (await head.boundingBox())!.y
  const height = await app.window.evaluate(() => innerHeight)
  await expect.poll(measureGap).toBeLessThan(0.75 * height)
  const overflow = () => app.window.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  await expect.poll(overflow).toBe(0)
})
