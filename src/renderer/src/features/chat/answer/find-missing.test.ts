import { expect, test } from 'vitest'
import type { MessageId, ObjectHash } from '@shared/ids'
import type { InputImage } from '@shared/request'
import type { Message } from '../model'
import { findMissing } from './find-missing'
import { aHash, anInput } from '../../../../../../tests/support/page/chat-page'

const harbor = anInput({ hash: aHash('a') })
const lighthouse = anInput({ hash: aHash('b') })
const mask = anInput({ hash: aHash('c'), role: 'mask' })

/** One question per list of images, each with an answer; the last one failed. */
function converse(kind: 'image' | 'text', ...questions: readonly (readonly InputImage[])[]) {
  const messages = questions.flatMap((inputs, index) => [
    {
      role: 'user',
      id: `q${index}`,
      parentId: index === 0 ? null : `a${index - 1}`,
      createdAt: index,
      text: '',
      inputs,
    },
    { role: 'assistant', id: `a${index}`, parentId: `q${index}`, createdAt: index, kind, parts: [] },
  ]) as unknown as readonly Message[]
  const conversation = { messages: new Map(messages.map((message) => [message.id, message])), chosen: {} }
  return { conversation, answer: { parentId: `q${questions.length - 1}` as MessageId, kind } }
}

const without =
  (...gone: readonly InputImage[]) =>
  (hash: ObjectHash) =>
    Promise.resolve(gone.every((image) => image.hash !== hash))

test.each([
  ['its own question', 'text', [[harbor], [lighthouse]], [lighthouse], { question: 'q1', hashes: [lighthouse.hash] }],
  ['an earlier question', 'text', [[harbor], [], []], [harbor], { question: 'q0', hashes: [harbor.hash] }],
  [
    'the newest of several',
    'text',
    [[harbor], [lighthouse], []],
    [harbor, lighthouse],
    { question: 'q1', hashes: [lighthouse.hash] },
  ],
  ['the mask of its own question', 'image', [[harbor, mask]], [mask], { question: 'q0', hashes: [mask.hash] }],
  ['nothing, where a mask of an earlier question is gone', 'text', [[harbor, mask], []], [mask], undefined],
  ['nothing, where an image model was not shown it', 'image', [[harbor], []], [harbor], undefined],
  ['nothing, where all files are back', 'text', [[harbor], [lighthouse]], [], undefined],
] as const)('a missing image is found in %s', async (_what, kind, questions, gone, expected) => {
  const { conversation, answer } = converse(kind, ...questions)
  const found = await findMissing(conversation, answer, without(...gone))
  expect(found && { question: found.question.id, hashes: found.hashes }).toEqual(expected)
})
