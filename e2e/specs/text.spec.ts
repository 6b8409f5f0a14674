import { findViolations } from '../axe'
import { createTextEnding } from '../stand-ins/text-endings'
import { expect, test } from '../fixtures'

const question = 'How do lighthouses work?'

test.beforeEach(async ({ app }) => {
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
})

test('an answer streams in and ends as formatted text', { tag: '@core' }, async ({ app, openai }) => {
  const stalled = openai.next.textThatStalls(['# Lenses\n\nA **Fresnel** '], ['lens bends light.\n\n- one\n- two\n'])

  const answer = await app.chat.ask(question)
  await expect(answer.root.getByRole('heading', { name: 'Lenses' })).toBeVisible()
  await answer.becomes('streaming')
  stalled.continue()

  await answer.becomes('done')
  await expect(answer.root).toContainText('A Fresnel lens bends light.')
  await expect(answer.root.getByRole('listitem')).toHaveText(['one', 'two'])
  expect(openai.paidRequests.map(({ path, json }) => ({ path, json }))).toEqual([
    {
      path: '/v1/responses',
      json: { model: 'gpt-6.1-terra', input: [{ role: 'user', content: question }], stream: true, store: false },
    },
  ])
})

test('the conversation so far goes with the next question', { tag: '@core' }, async ({ app, openai }) => {
  openai.next.text(['With a lamp.'])
  await (await app.chat.ask(question)).becomes('done')

  await (await app.chat.ask('And in fog?')).becomes('done')

  expect(openai.paidRequests[1]!.json).toMatchObject({
    input: [
      { role: 'user', content: question },
      { role: 'assistant', content: 'With a lamp.' },
      { role: 'user', content: 'And in fog?' },
    ],
  })
})

test(
  'nothing in an answer is alive: scripts, handlers, frames, drawings and links that run',
  { tag: '@core' },
  async ({ app, openai }) => {
    const hostile = [
      '<script>globalThis.pwned = 1</script>',
      '<img src="x" onerror="globalThis.pwned = 2">',
      '<iframe srcdoc="<script>parent.pwned = 3</script>"></iframe>',
      '<svg onload="globalThis.pwned = 4"><script>globalThis.pwned = 5</script></svg>',
      '<object data="javascript:globalThis.pwned = 6"></object><embed src="javascript:globalThis.pwned = 6">',
      '<form action="javascript:globalThis.pwned = 7"><button>press</button></form>',
      '<style>body { display: none }</style><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">',
      '[a link](javascript:globalThis.pwned=8) [data](data:text/html,<script>alert(1)</script>) [file](file:///etc/passwd)',
      '![image](https://evil.example/pixel.png) ![inline](data:image/svg+xml,<svg/onload=alert(1)>)',
      '```mermaid\ngraph TD; A["<img src=x onerror=globalThis.pwned=9>"]-->B\n```',
      '```html\n<script>globalThis.pwned = 10</script>\n```',
      'The end.',
    ]
    const stalled = openai.next.textThatStalls(
      hostile.map((line) => `${line}\n\n`),
      ['Really.'],
    )

    const answer = await app.chat.ask(question)
    await expect(answer.root).toContainText('The end.')
    await expectInert()
    stalled.continue()
    await answer.becomes('done')
    await expect(answer.root).toContainText('Really.')
    await expectInert()
    await app.reload()
    await app.chat.openLatest()
    await expect(app.chat.lastAnswer.root).toContainText('Really.')
    await expectInert()

    async function expectInert() {
      const alive = await app.chat.lastAnswer.root.evaluate((root) => {
        const elements = [...root.querySelectorAll('*')]
        const dangerousTags = 'script, iframe, object, embed, form, style, base, meta, link'
        const handlers = elements.filter((element) => [...element.attributes].some(({ name }) => /^on/i.test(name)))
        const links = elements.flatMap((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? [])
        return {
          tags: [...root.querySelectorAll(dangerousTags)].map(({ tagName }) => tagName),
          handlers: handlers.map(({ outerHTML }) => outerHTML),
          links: links.filter((link) => /^\s*(javascript|data|file|vbscript):|evil\.example/i.test(link)),
          pwned: 'pwned' in globalThis,
        }
      })
      expect(alive).toEqual({ tags: [], handlers: [], links: [], pwned: false })
    }
  },
)

test('an image in a text is loaded only when asked for, and never from a private network', async ({ app, openai }) => {
  openai.next.text([`![A chart](https://127.0.0.1:9/chart.png)\n\n![A file](http://example.com/x.png)\n\nThe end.`])
  const answer = await app.chat.ask(question)
  await answer.becomes('done')
  await expect(answer.root.getByRole('button', { name: 'Load image from example.com' })).toHaveCount(0)
  await answer.root.getByRole('button', { name: 'Load image from 127.0.0.1:9' }).click()
  await expect(answer.root.getByText('The image couldn’t be loaded.')).toBeVisible()
  await expect(answer.root.getByText('A chart')).toBeVisible()
})

test('Stop keeps the text so far', async ({ app, openai }) => {
  const stalled = openai.next.textThatStalls(['Light, ', 'a lens, '])
  const answer = await app.chat.ask(question)
  await expect(answer.root).toContainText('Light, a lens,')
  await stalled.stalled

  await answer.stop.click()

  await answer.becomes('cancelled')
  await stalled.abandoned
  await expect(answer.root).toContainText('Light, a lens,')
})

test('a reload in mid-answer goes on where it was', async ({ app, openai }) => {
  const stalled = openai.next.textThatStalls(['Light, ', 'a lens, '], ['and patience.'])
  const id = await (await app.chat.ask(question)).id()
  await stalled.stalled

  await app.reload()
  await app.chat.openLatest()
  await expect(app.chat.answer(id).root).toContainText('Light, a lens,')
  stalled.continue()

  await app.chat.answer(id).becomes('done')
  await expect(app.chat.answer(id).root).toContainText('Light, a lens, and patience.')
  expect(openai.paidRequests).toHaveLength(1)
})

test('a text that fails midway keeps what came and says so', async ({ app, openai }) => {
  openai.next.textThatFails(['Light, '], { code: 'server_error', message: 'The model failed.' })

  const answer = await app.chat.ask(question)

  await answer.becomes('failed')
  await expect(answer.alert).toBeVisible()
  await expect(answer.root).toContainText('Light,')
  expect(openai.paidRequests).toHaveLength(1)
})

test('a kill in mid-answer keeps what came', { tag: '@core' }, async ({ app, openai }) => {
  const stalled = openai.next.textThatStalls(['Light, ', 'a lens, '])
  const answer = await app.chat.ask(question)
  const id = await answer.id()
  await expect(answer.root).toContainText('Light, a lens,')
  await stalled.stalled

  await app.kill()
  await app.start()
  await app.chat.openLatest()

  await app.chat.answer(id).failsWithCharge('unknown')
  await expect(app.chat.answer(id).root).toContainText('Light, a lens,')
})

test('a finished answer is shown exactly as it was written, and the same after a reload', async ({ app, openai }) => {
  const pieces = [
    'See https://example.com/a_(b).\n\n| a | b',
    ' |\n|---|---|\n| 1<br>2 | x |\n\n**太字「強調」**です, ',
    '\\(a^2\\), all of src/*.ts and **open',
  ]
  const stalled = openai.next.textThatStalls([pieces[0]!], pieces.slice(1))
  const answer = await app.chat.ask(question)
  await expect(answer.root.getByRole('link', { name: 'https://example.com/a_(b)' })).toBeVisible()
  // An incomplete table isn't shown yet.
  await expect(answer.root).not.toContainText('|')
  stalled.continue()
  await answer.becomes('done')

  const expectExact = async () => {
    const { root } = app.chat.lastAnswer
    await expect(root.getByRole('link')).toHaveAttribute('href', 'https://example.com/a_(b)')
    await expect(root.getByRole('cell').first()).toHaveText(/^1\s*2$/)
    await expect(root.locator('strong')).toHaveText('太字「強調」')
    await expect(root.locator('math')).toHaveText(/a.*2/)
    await expect(root).toContainText(', all of src/*.ts and **open')
  }
  await expectExact()
  await app.reload()
  await app.chat.openLatest()
  await expectExact()
})

test('a copied answer is Markdown for a text field and formatted for a document', async ({ app, openai }) => {
  openai.next.text(['## Lenses\n\nA **Fresnel** lens\n\n```ts\nconst a = 1\n```\n'])
  const answer = await app.chat.ask(question)
  await answer.becomes('done')
  await answer.root.hover()
  await answer.root.getByRole('button', { name: 'Copy answer', exact: true }).click()

  await expect(answer.root.getByText('Copied', { exact: true })).toBeVisible()
  await app.window.evaluate(() => {
    window.addEventListener('paste', ({ clipboardData }) => {
      Reflect.set(globalThis, 'easelPasted', clipboardData?.getData('text/html'))
    })
  })
  await app.chat.composer.message.focus()
  await app.window.keyboard.press('ControlOrMeta+V')
  await expect(app.chat.composer.message).toHaveValue('## Lenses\n\nA **Fresnel** lens\n\n```ts\nconst a = 1\n```\n')
  const html = await app.window.evaluate(() => Reflect.get(globalThis, 'easelPasted') as string)
  expect(html).toContain('<strong>Fresnel</strong>')
  expect(html).toContain('Lenses</h3>')
  expect(html).not.toMatch(/<button|class=|data-/)
})

test('an unencrypted link is opened after a question, and other schemes not at all', async ({ app, openai }) => {
  openai.next.text(['[old](http://example.com/page) [run](javascript:alert(1))'])
  const answer = await app.chat.ask(question)
  await answer.becomes('done')
  await app.electron.evaluate(({ shell, dialog }) => {
    const opened: string[] = []
    const answers = [1, 0]
    Reflect.set(globalThis, 'easelLinks', opened)
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
    dialog.showMessageBox = () => {
      opened.push('asked')
      return Promise.resolve({ response: answers.shift() ?? 1, checkboxChecked: false })
    }
  })
  const opened = () => app.electron.evaluate(() => Reflect.get(globalThis, 'easelLinks') as string[])

  await expect(answer.root.getByRole('link')).toHaveText(['old'])
  await answer.root.getByRole('link').click()
  await expect.poll(opened).toEqual(['asked'])
  await answer.root.getByRole('link').click()
  await expect.poll(opened).toEqual(['asked', 'asked', 'http://example.com/page'])
})

test('long lines of code can be wrapped, where there are any', async ({ app, openai }) => {
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
  const line = `const words = [${"'long', ".repeat(60)}]`
  openai.next.text([`\`\`\`ts\n${line}\n\`\`\`\n\n\`\`\`ts\nconst short = 1\n\`\`\`\n`])
  const answer = await app.chat.ask('code, please')
  await answer.becomes('done')
  const wrap = answer.root.getByRole('button', { name: 'Wrap lines' })
  await expect(wrap).toHaveCount(1)
  const overflow = () =>
    answer.root
      .locator('pre')
      .first()
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  await expect.poll(() => overflow()).toBeGreaterThan(0)
  await wrap.click()
  await expect(wrap).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => overflow()).toBe(0)
})

test('a table is copied as cells for a spreadsheet and as a table for a document', async ({ app, openai }) => {
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
  openai.next.text(['| Light | Height |\n|---|---:|\n| **Eddystone** | 49 m |\n'])
  const answer = await app.chat.ask('Which lights?')
  await answer.becomes('done')
  await answer.root.getByRole('table').hover()
  await answer.root.getByRole('button', { name: 'Copy table' }).click()
  const read = (as: 'text/plain' | 'text/html'): Promise<string> =>
    app.electron.evaluate(
      ({ clipboard }, type) =>
        type === 'text/html' ? (clipboard as unknown as { readHTML(): string }).readHTML() : clipboard.readText(),
      as,
    )
  await expect.poll(() => read('text/plain')).toBe('Light\tHeight\nEddystone\t49 m')
  await expect.poll(() => read('text/html')).toContain('<strong>Eddystone</strong>')
  expect(await read('text/html')).toContain('<td align="right">49 m</td>')
})

test('a model that declines is told as such, with its counted reasoning; a stopped answer can be continued', async ({
  app,
  openai,
}) => {
  openai.next.streams(createTextEnding('responses', 'declined') ?? '')
  const declined = await app.chat.ask(question)
  await declined.becomes('done')
  await expect(declined.root).toContainText('Light bends.')
  await expect(declined.root).toContainText('The model declined to answer.')
  const reasoning = declined.root.getByText('Reasoning')
  await expect(declined.root).toContainText('Reasoning· 30 tokens')
  await expect(declined.root.getByText('Lenses.')).toHaveCount(0)
  await reasoning.click()
  await expect(declined.root.getByText('Lenses.')).toBeVisible()
  expect(await findViolations(app)).toEqual([])

  const stalled = openai.next.textThatStalls(['Light, ', 'a lens, '])
  const stopped = await app.chat.ask('Once more')
  await stalled.stalled
  await stopped.stop.click()
  await stopped.becomes('cancelled')
  openai.next.text(['and patience.'])
  await stopped.root.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(app.chat.answers).toHaveCount(3)
  await app.chat.lastAnswer.becomes('done')
  await expect(stopped.root.getByRole('button', { name: 'Continue', exact: true })).toHaveCount(0)
  expect(openai.paidRequests.at(-1)!.json).toMatchObject({
    input: [
      { content: question },
      { content: 'Light bends.' },
      { content: 'Once more' },
      { role: 'assistant', content: 'Light, a lens, ' },
      { role: 'user', content: 'Continue exactly where you stopped.' },
    ],
  })
})

test('the actions of an answer are on one line in a narrow window, also beside its versions', async ({ app }) => {
  const answer = await app.chat.ask(question)
  await answer.becomes('done')
  await app.resize(480, 900)
  const branch = app.chat.lastAnswer.root.getByRole('button', { name: 'Branch into a new chat' })
  const readDrop = async (): Promise<number> => {
    const [first, last] = await Promise.all([app.chat.lastAnswer.regenerate.boundingBox(), branch.boundingBox()])
    return last!.y - first!.y
  }
  await expect.poll(readDrop).toBe(0)

  await app.chat.lastAnswer.regenerate.click()
  await expect(app.chat.conversation.getByText('2/2')).toBeVisible()
  await app.chat.lastAnswer.becomes('done')
  await expect.poll(readDrop).toBe(0)
})
