import { writeFile } from 'node:fs/promises'
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'
import { expect, test } from '../fixtures'
import { readRows } from '../database'
import { answerFolderDialog } from '../dialogs'
import { dropFiles } from '../drop-files'
import { soundPng } from '../stand-ins/images'

const image = soundPng({ width: 320, height: 200, seed: 3 })

/** An export in ChatGPT's format: one question and two versions of the answer, the first with an image. */
async function createExport(): Promise<Buffer> {
  const node = (
    id: string,
    parent: string | null,
    children: readonly string[],
    role?: string,
    parts?: readonly unknown[],
  ) => ({
    id,
    parent,
    children,
    message: role
      ? {
          author: { role },
          create_time: 1_790_000_000 + id.length,
          recipient: 'all',
          content: { content_type: 'multimodal_text', parts },
          metadata: role === 'assistant' ? { model_slug: 'gpt-4o' } : {},
        }
      : null,
  })
  const conversation = {
    conversation_id: 'c-1',
    title: 'Plans for a harbor',
    create_time: 1_790_000_000,
    update_time: 1_790_000_100,
    current_node: 'first',
    mapping: {
      root: node('root', null, ['ask']),
      ask: node('ask', 'root', ['first', 'second'], 'user', ['Plan a harbor']),
      first: node('first', 'ask', [], 'assistant', [
        'Here is a plan.',
        { content_type: 'image_asset_pointer', asset_pointer: 'file-service://file-Plan1' },
        { content_type: 'image_asset_pointer', asset_pointer: 'file-service://file-Gone1' },
      ]),
      second: node('second', 'ask', [], 'assistant', ['Another plan.']),
    },
  }
  const other = {
    ...conversation,
    conversation_id: 'c-2',
    title: 'Not wanted',
    mapping: { ask: node('ask', null, [], 'user', ['Never mind']) },
  }
  const zip = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false })
  await zip.add('conversations.json', new TextReader(JSON.stringify([conversation, other, { title: 'broken' }])))
  await zip.add('file-Plan1-plan.png', new Uint8ArrayReader(new Uint8Array(image)))
  return Buffer.from(await (await zip.close()).arrayBuffer())
}

test('one Import takes a file of ChatGPT: chats come in with images and versions, only the chosen ones, and once', async ({
  app,
  profile,
}) => {
  const { window, chat } = app
  const dialog = window.getByRole('dialog', { name: 'Import', exact: true })
  const chooseFile = dialog.getByRole('button', { name: 'Choose file…', exact: true })
  const path = profile.beside('export.zip')
  const file = await createExport()
  await writeFile(path, file)
  await app.settings.open()
  await app.settings.turnTo('Data')
  await answerFolderDialog(app, path)
  await app.settings.root.getByRole('button', { name: 'Import…', exact: true }).click()
  await expect(dialog.getByRole('status')).toHaveText('2 chats from ChatGPT. 1 more couldn’t be read.')
  await dialog.getByRole('button', { name: 'Back', exact: true }).click()
  await expect(chooseFile).toBeFocused()

  await dropFiles(chooseFile, { name: 'notes.zip', bytes: Buffer.from('PK no archive') })
  await expect(dialog.getByRole('alert')).toContainText('damaged')
  await chooseFile.click()
  await expect(dialog.getByRole('status')).toHaveText('2 chats from ChatGPT. 1 more couldn’t be read.')
  await dialog.getByRole('checkbox', { name: /^Not wanted/ }).uncheck()
  await dialog.getByRole('button', { name: 'Import 1 chat', exact: true }).click()
  await expect(dialog).toContainText('1 chat imported from ChatGPT.')
  await expect(dialog).toContainText('1 image that the export doesn’t contain.')
  await dialog.getByRole('button', { name: 'Done', exact: true }).click()
  await expect(app.settings.root).toBeVisible()
  await window.keyboard.press('Escape')

  await chat.open('Plans for a harbor')
  await expect(chat.lastAnswer.root).toContainText('Here is a plan.')
  await expect(chat.lastAnswer.root).toContainText('Imported from ChatGPT')
  await expect(chat.lastAnswer.root.getByText('1/2')).toBeVisible()
  await expect(chat.lastAnswer.root.locator('[data-attachment-id] img')).toBeVisible()
  await expect.poll(() => profile.holds(image)).toBe(true)
  const rows = await readRows(window, 'messages')

  await dropFiles(window, { name: 'export.zip', bytes: file })
  await expect(dialog.getByRole('listitem').filter({ hasText: 'already imported' })).toHaveCount(1)
  await dialog.getByRole('checkbox', { name: /^Not wanted/ }).uncheck()
  await dialog.getByRole('button', { name: 'Import 1 chat', exact: true }).click()
  await expect(dialog).toContainText('1 chat was here already.')
  await dialog.getByRole('button', { name: 'Done', exact: true }).click()
  expect(await readRows(window, 'messages')).toEqual(rows)
})
