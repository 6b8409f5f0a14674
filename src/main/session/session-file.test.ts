import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createId, type AttachmentId, type ChatId, type MessageId, type ObjectHash } from '@shared/ids'
import type { InputImage } from '@shared/request'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { Session } from '@shared/session'
import { test } from '../../../tests/support/main/test-folder'
import { SessionFile } from './session-file'

const anInputImage: InputImage = {
  attachmentId: `${createId<MessageId>()}:0` as AttachmentId,
  hash: 'a'.repeat(64) as ObjectHash,
  format: 'png',
  width: 64,
  height: 48,
  bytes: 900,
  role: 'reference',
}
const ignore = (): void => undefined
const chat = createId<ChatId>()
const whole: Session = {
  at: 5,
  openChatId: chat,
  place: { messageId: createId<MessageId>(), offset: -20.5 },
  sidebar: false,
  drafts: { new: 'Half a thought', [chat]: '' },
  attached: { new: [anInputImage], [chat]: [] },
  choice: { model: 'openai:gpt-imagegen', options: DEFAULT_IMAGE_OPTIONS },
}

test('what was kept is there at the next start', async ({ folder }) => {
  await new SessionFile(folder, ignore).keep(whole)
  expect(new SessionFile(folder, ignore).current).toEqual(whole)
})

test('the choice of a model with shapes, at a connection of one’s own, is kept', async ({ folder }) => {
  const options = { ...DEFAULT_IMAGE_OPTIONS, aspectRatio: '16:9', resolution: '2K' } as const
  const session: Session = { ...whole, choice: { model: 'gemini-1a2b3c4d:gemini-nano-banana-2.1', options } }
  await new SessionFile(folder, ignore).keep(session)
  expect(new SessionFile(folder, ignore).current).toEqual(session)
})

test('of many in a row the last one is on the disk, and an older one changes nothing', async ({ folder }) => {
  const file = new SessionFile(folder, ignore)
  const kept = Array.from({ length: 20 }, (_, index) => file.keep({ ...whole, at: 10 + index }))
  await Promise.all(kept)
  await file.keep({ ...whole, at: 3 })
  expect(JSON.parse(await readFile(join(folder, 'session.json'), 'utf8'))).toMatchObject({ at: 29 })
  expect(file.current).toMatchObject({ at: 29 })
})

test.for([
  '',
  '{',
  '[]',
  '{"at":1}',
  '{"at":1,"openChatId":"../x","drafts":{}}',
  '{"at":1,"openChatId":null,"drafts":{"a":"b"}}',
])('a file that holds %j is no reason not to start', async (text, { folder }) => {
  await writeFile(join(folder, 'session.json'), text)
  expect(new SessionFile(folder, ignore).current).toBeNull()
})

test('a disk that refuses is reported, and the page goes on', async ({ folder }) => {
  const said: string[] = []
  const file = new SessionFile(join(folder, 'missing', 'folder'), (what) => said.push(what))
  await file.keep(whole)
  expect(said).toHaveLength(1)
  expect(file.current).toEqual(whole)
})
