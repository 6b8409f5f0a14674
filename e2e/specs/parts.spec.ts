/**
 * Questions with images, and answers with more than just text or images. They come from the archive, as after a lost
 * database.
 */
import { rm } from 'node:fs/promises'
import type { EaselApp } from '../app'
import { readRows, type Row } from '../database'
import { expect, test } from '../fixtures'
import type { Profile } from '../profile'

test.use({ keys: { openai: true, blob: false } })

const prompt = 'a lighthouse at dusk'
const question = '0ea5e100-0000-4000-8000-0000000000a1'
const answer = '0ea5e100-0000-4000-8000-0000000000a2'
const drawn = `${answer}:0`

interface NewRow {
  readonly table: string
  readonly key: string
  readonly row: Row
}

/** Adds rows to main's archive, and rebuilds the database from it. */
async function addRows(app: EaselApp, profile: Profile, rows: readonly NewRow[]): Promise<void> {
  await app.window.evaluate(async (added) => {
    const { request } = Reflect.get(globalThis, 'easel') as {
      request: (name: string, input: unknown) => Promise<{ ok: boolean }>
    }
    const sequence = (Date.now() + 60_000) * 1_000
    const changes = added.map((change, index) => ({ ...change, sequence: sequence + index, schema: 3 }))
    const { ok } = await request('archive.append', changes)
    if (!ok) throw new Error('refused')
  }, rows)
  await app.quit()
  await rm(profile.path('IndexedDB'), { recursive: true })
  await app.start()
  await app.chat.openLatest()
}

/** Attaches the first generated image to a question, whose answer has another image between two texts. */
async function addExchange(app: EaselApp, profile: Profile): Promise<void> {
  const made = await app.chat.generate(prompt)
  const id = await made.id()
  await expect.poll(() => readRows(app.window, 'attachments')).toHaveLength(1)
  const [first] = await readRows(app.window, 'messages')
  const chatId = String(first!['chatId'])
  const [image] = await readRows(app.window, 'attachments')
  const asked = { chatId, createdAt: Date.now() + 10 }
  await addRows(app, profile, [
    {
      table: 'messages',
      key: question,
      row: { ...asked, id: question, parentId: id, role: 'user', status: 'done', text: 'At night?', hasInputs: true },
    },
    {
      table: 'messageAttachments',
      key: `${question}/${String(image!['id'])}`,
      row: { messageId: question, attachmentId: image!['id'], position: 0, role: 'reference' },
    },
    {
      table: 'messages',
      key: answer,
      row: {
        ...asked,
        id: answer,
        parentId: question,
        role: 'assistant',
        kind: 'text',
        status: 'done',
        model: 'openai:gpt-6.1-terra',
        revision: 3,
        text: 'Before:\n\nAfter, at night.',
        parts: [
          { type: 'reasoning', text: 'The **lamp** is lit.' },
          { type: 'text', text: 'Before:' },
          { type: 'image', attachmentId: drawn },
          { type: 'text', text: 'After, at night.' },
        ],
      },
    },
    { table: 'attachments', key: drawn, row: { ...image, id: drawn } },
    {
      table: 'messageAttachments',
      key: `${answer}/${drawn}`,
      row: { messageId: answer, attachmentId: drawn, position: 0 },
    },
  ])
}

test('a question shows the images that were attached to it, and each can be seen large', async ({ app, profile }) => {
  await addExchange(app, profile)
  const thumbnail = app.chat.questions.last().getByRole('button', { name: 'Attached image 1', exact: true })
  await expect(thumbnail).toBeVisible()
  await expect.poll(() => thumbnail.boundingBox()).toMatchObject({ width: 64, height: 64 })

  await thumbnail.click()
  // It's shown where it was generated, as the first of two.
  await expect(app.lightbox.position).toHaveText('1 of 2')
  await app.window.keyboard.press('Escape')
  await expect(app.lightbox.root).toBeHidden()
  await expect(thumbnail).toBeFocused()
})

test('an answer shows its parts in order, with the reasoning folded away', async ({ app, profile }) => {
  await addExchange(app, profile)
  const { root } = app.chat.lastAnswer
  const image = root.locator(`[data-thumbnail="${drawn}"]`)
  await expect(image).toBeVisible()
  await expect(root.getByText('The lamp is lit.')).toBeHidden()

  await root.getByText('Reasoning', { exact: true }).click()
  const shown = [
    root.getByText('The lamp is lit.'),
    root.getByText('Before:', { exact: true }),
    image,
    root.getByText('After, at night.', { exact: true }),
  ]
  const tops: number[] = []
  for (const part of shown) tops.push((await part.boundingBox())!.y)
  expect(tops).toEqual(tops.toSorted((one, other) => one - other))
})
