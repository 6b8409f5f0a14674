import { expect, test } from 'vitest'
import { answerOf } from './apply-run'
import { toExchangeRows, toMessage } from './mapping'
import { anImageRun, aStoredImage, doneState } from './test-support'

test('an answer read back from its rows is the one that was written, with all that is known of its images', () => {
  const images = [
    aStoredImage({ revisedPrompt: 'A harbour at dawn', rendering: { quality: 'medium', background: 'opaque' } }),
    aStoredImage(),
  ]
  const run = anImageRun(doneState(...images), 3)
  const answer = answerOf(run)
  const { id, chatId, parentId } = answer
  const chat = { id: chatId, title: 'Harbours', createdAt: 1, updatedAt: 1 }
  const question = { role: 'user', id: parentId, chatId, parentId: null, createdAt: 1, text: 'A harbour' } as const

  const rows = toExchangeRows({ chat, question, answer })
  expect(rows.images.map(({ link }) => link.messageId)).toEqual([id, id])
  expect(toMessage({ row: rows.answer, attachments: rows.images.map(({ attachment }) => attachment) })).toEqual(answer)
})
