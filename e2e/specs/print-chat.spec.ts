/** Printing a whole chat, regardless of which part is in the page. */
import { rm } from 'node:fs/promises'
import { expect, test } from '../fixtures'
import { askedIn, writeLongChats } from '../long-chats'
import { NativeMenus } from '../native-menus'
import { answerPrintDialog, countInPdf, takePrint } from '../prints'
import { soundPng } from '../stand-ins/images'

const DONE = { success: true, reason: '' }
const EXCHANGES = 120
const IMAGES = 40

test.describe('a chat of which few messages are in the page', () => {
  test.beforeEach(async ({ profile }) => void (await writeLongChats(profile, { text: EXCHANGES, images: IMAGES })))

  test('is printed from its first question to its last, with captions and code and without scripts and buttons', async ({
    app,
  }) => {
    const { chat, window } = app
    await answerPrintDialog(app, DONE)
    await chat.open('A long talk')
    await expect(chat.question(askedIn(EXCHANGES)).root).toBeVisible()
    await expect(chat.question(askedIn(1)).root).toHaveCount(0)

    await window.keyboard.press('ControlOrMeta+P')
    const { html, pdf } = await takePrint(app)

    expect(html).toContain('<h1 dir="auto">A long talk</h1>')
    const asked = [...html.matchAll(/<p class="words"[^>]*>([^<]*)<\/p>/g)].map(([, text]) => text)
    expect(asked).toEqual(Array.from({ length: EXCHANGES }, (_, index) => askedIn(index + 1)))
    expect(html.match(/<li>/g)).toHaveLength(2 * EXCHANGES)
    expect(html.match(/class="facts"[^>]*>GPT-6.1 Terra · /g)).toHaveLength(EXCHANGES)
    expect(html).toContain('const houses = 2\nconst hills = houses + 1')
    expect(html).not.toMatch(/<script|<button|<svg|<input/)
    expect(countInPdf(pdf).pages).toBeGreaterThan(10)
    // The page is unchanged.
    await expect(chat.question(askedIn(1)).root).toHaveCount(0)
    await expect(chat.question(askedIn(EXCHANGES)).root).toBeInViewport()
  })

  test('has all its images on paper, each loaded before the dialog opens', async ({ app }) => {
    const { chat } = app
    const menus = await NativeMenus.watch(app)
    await answerPrintDialog(app, DONE)
    await chat.open('Many images')
    await expect(chat.question(`Image ${IMAGES}`).root).toBeVisible()

    await menus.pick('File', 'Print…')
    const { html, pdf } = await takePrint(app)

    expect(html.match(/<img/g)).toHaveLength(IMAGES)
    expect(countInPdf(pdf).images).toBe(IMAGES)
  })
})

test('Markdown is printed as it’s shown, prompts as they were typed, and a missing image says so', async ({
  app,
  openai,
}) => {
  const { chat, window, profile } = app
  await answerPrintDialog(app, DONE)
  const kept = soundPng({ seed: 3 })
  openai.next.image({ images: [kept] })
  await (await chat.ask('a <b>heron</b> & "reeds"')).becomes('done')
  openai.next.image({ images: [soundPng({ seed: 4 })] })
  await (await chat.ask('another')).becomes('done')
  const lost = (await profile.objects()).find(({ bytes }) => !bytes.equals(kept))
  await chat.composer.chooseModel('GPT-6.1 Terra')
  openai.next.text([
    '## Herons\n\nThey **wade**: $E = mc^2$, <script>x</script>\n\n- [x] seen\n\n| a | b |\n|--|--:|\n| 1 | 2 |\n\n<details><summary>More</summary>\n\nfolded\n\n</details>\n',
  ])
  await (await chat.ask('What do they do?')).becomes('done')
  await chat.sidebar.newChat.click()
  // The sidebar requests its thumbnail, which may not exist yet.
  app.problems.expect(/easel-image:/)
  await rm(profile.path('objects', lost!.hash.slice(0, 2), `${lost!.hash}.${lost!.extension}`))

  // A chat that isn't open.
  await chat.sidebar.root.getByRole('listitem').filter({ hasText: 'heron' }).hover()
  await chat.sidebar.root.getByRole('button', { name: 'Chat options' }).click()
  await window.getByRole('menuitem', { name: 'Print…' }).click()
  const { html, pdf } = await takePrint(app)

  expect(html).toContain('>a &lt;b&gt;heron&lt;/b&gt; &amp; "reeds"</p>')
  expect(html).toMatch(/<figure><img [^\n]*width="\d+"[^\n]*alt="a <b>heron[^\n]*><\/figure>/)
  expect(html.match(/<img/g)).toHaveLength(1)
  expect(html).toContain('<figure class="missing"><p>Image file missing</p></figure>')
  expect(html).toMatch(/class="facts"[^>]*>GPT Image[^<]* · \$0\.\d+/)
  expect(html).toContain('<h3>Herons</h3>')
  expect(html).toContain('They <strong>wade</strong>: <math')
  expect(html).toContain('&lt;script&gt;x&lt;/script&gt;')
  expect(html).toContain('<li class="task">☑ seen')
  expect(html).toContain('<td align="right">2</td>')
  expect(html).toContain('<details open="">')
  expect(countInPdf(pdf).images).toBe(1)
})

test('who cancels is told nothing, who has no printer is told so, and an empty chat can’t be printed', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  const menus = await NativeMenus.watch(app)
  await answerPrintDialog(app, { success: false, reason: 'Print job canceled' })
  await expect.poll(() => menus.list('File')).toContain('Print… (disabled)')
  const countWindows = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  const windows = await countWindows()

  openai.next.image({ images: [soundPng({ seed: 5 })] })
  await (await chat.ask('a boat')).becomes('done')
  await menus.pick('File', 'Print…')
  await takePrint(app)
  await expect.poll(countWindows).toBe(windows)
  await expect(window.getByText('Printing “a boat”…')).toHaveCount(0)
  await expect(window.getByText(/printer/i)).toHaveCount(0)

  await answerPrintDialog(app, {
    success: false,
    reason: 'No printers available on the network',
    hasPrinter: false,
  })
  await window.keyboard.press('ControlOrMeta+K')
  await window.getByRole('combobox', { name: 'Command', exact: true }).fill('print chat')
  await window.keyboard.press('Enter')
  await expect(window.getByText('No printer found.')).toBeVisible()
  await takePrint(app)
  await expect.poll(countWindows).toBe(windows)
})
