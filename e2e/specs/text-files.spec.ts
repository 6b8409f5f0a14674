/** Text files and PDFs attached to a question for a text model. */
import { findViolations } from '../axe'
import { expect, test } from '../fixtures'
import { makePdf } from '../stand-ins/pdfs'

const file = (name: string, mimeType: string, content: string | Buffer) => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
})
const notes = file('notes.md', 'text/markdown', '# Notes\n```js\nlet a\n```\n')
const report = file('report.pdf', 'application/pdf', makePdf(['The lighthouse was built in 1887.', 'Page two.']))
const BLOCKS =
  '````file notes.md\n# Notes\n```js\nlet a\n```\n````\n\n````file report.pdf\nThe lighthouse was built in 1887.\n\nPage two.\n````'

interface Body {
  readonly input: readonly { readonly role: string; readonly content: string }[]
}

test('text files and PDFs outlive a reload, go along as fenced text each time, and can be taken out of an edited question', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  const attached = app.window.getByRole('list', { name: 'Attached files' })
  await composer.chooseModel('GPT-6.1 Terra')
  await expect(app.window.getByRole('button', { name: 'Attach files', exact: true })).toBeVisible()
  await composer.files.setInputFiles([notes, report])
  await expect(attached.getByRole('listitem')).toHaveCount(2)
  await expect(attached.getByRole('listitem', { name: 'notes.md' })).toContainText(/≈ \d+ tokens · 23 byte/)
  await composer.message.fill('Sum this up')

  // Nothing was sent yet, and nothing is lost.
  await app.window.reload()
  await expect(attached.getByRole('listitem')).toHaveCount(2)
  await expect(composer.message).toHaveValue('Sum this up')

  // They aren't sent to an image model.
  await composer.chooseModel('GPT Image 2.5 Flare')
  await expect(app.window.getByText('can’t read files')).toBeVisible()
  await expect(composer.send).toBeDisabled()
  expect(await findViolations(app)).toEqual([])
  await composer.chooseModel('GPT-6.1 Terra')
  await composer.send.click()
  await expect(app.chat.answers).toHaveCount(1)
  await (await app.chat.answer(await app.chat.lastAnswer.id())).becomes('done')
  await expect(attached).toHaveCount(1)
  await expect(app.chat.questions.first().getByRole('listitem', { name: 'report.pdf' })).toBeVisible()
  await expect(app.window.getByRole('navigation', { name: 'Chats' })).toContainText('Sum this up')
  await (await app.chat.ask('And shorter')).becomes('done')

  const question = app.chat.question('Sum this up')
  await question.root.getByRole('button', { name: 'Edit prompt', exact: true }).click()
  const editor = question.root.getByRole('list', { name: 'Attached files' })
  await editor.getByRole('listitem', { name: 'report.pdf' }).getByRole('button', { name: 'Remove' }).click()
  await expect(editor.getByRole('listitem')).toHaveCount(1)
  expect(await findViolations(app)).toEqual([])
  await question.root.getByRole('button', { name: /^Send/ }).click()
  await expect.poll(() => openai.paidRequests.length).toBe(3)
  const sent = openai.paidRequests.map(({ json }) => (json as Body).input[0]?.content)
  expect(sent).toEqual([
    `Sum this up\n\n${BLOCKS}`,
    `Sum this up\n\n${BLOCKS}`,
    'Sum this up\n\n````file notes.md\n# Notes\n```js\nlet a\n```\n````',
  ])
})

test('what can’t be read as text is refused with its reason, and other encodings are read', async ({ app }) => {
  const { composer } = app.chat
  const attached = app.window.getByRole('list', { name: 'Attached files' })
  await composer.chooseModel('GPT-6.1 Terra')
  const locked = makePdf(['Secret'], { isEncrypted: true })
  for (const [given, sentence] of [
    [file('program.txt', 'text/plain', Buffer.of(0x7f, 0x45, 0, 0)), 'program.txt isn’t a text file'],
    [file('locked.pdf', 'application/pdf', locked), 'locked.pdf is protected with a password'],
    [file('scan.pdf', 'application/pdf', makePdf([''])), 'scan.pdf has no text'],
    [file('broken.pdf', 'application/pdf', '%PDF-1.4\nnothing'), 'broken.pdf is damaged'],
  ] as const) {
    await composer.files.setInputFiles(given)
    await expect(app.window.getByText(sentence)).toBeVisible()
  }
  await expect(attached).toHaveCount(0)
  await composer.files.setInputFiles(
    file('utf16.csv', 'text/csv', Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from('a;ü', 'utf16le')])),
  )
  await expect(attached.getByRole('listitem', { name: 'utf16.csv' })).toContainText('4 byte')
})

test('a pasted megabyte is offered as a file, and stays text on wish', async ({ app, openai }) => {
  const { composer } = app.chat
  const paste = (text: string) =>
    composer.message.evaluate((box, pasted) => {
      const data = new DataTransfer()
      data.setData('text/plain', pasted)
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, text)
  await composer.chooseModel('GPT-6.1 Terra')
  await composer.message.fill('What is this?')
  await paste('word '.repeat(199_999))
  const asFile = app.window.getByRole('button', { name: 'Attach as a file', exact: true })
  await expect(asFile).toBeFocused()
  await asFile.click()
  await expect(app.window.getByRole('listitem', { name: 'Pasted text.txt' })).toContainText('1,000 kB')
  await expect(composer.message).toHaveValue('What is this?')
  await expect(composer.message).toBeFocused()
  await app.window.keyboard.press('End')
  await paste(` ${'b'.repeat(20_000)}`)
  await app.window.getByRole('button', { name: 'Paste as text', exact: true }).click()
  await expect(composer.message).toHaveValue(/^What is this\? b{20000}$/)
  await composer.send.click()
  await expect.poll(() => openai.paidRequests.length).toBe(1)
  const [sent] = openai.paidRequests.map(({ json }) => (json as Body).input[0]?.content ?? '')
  expect(sent?.slice(0, 20)).toBe('What is this? bbbbbb')
  expect(sent).toHaveLength(14 + 20_000 + '\n\n````file Pasted text.txt\n'.length + 999_994 + '\n````'.length)
})
