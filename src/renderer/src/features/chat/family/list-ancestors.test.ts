import { expect, test } from 'vitest'
import type { MessageId } from '@shared/ids'
import type { InputRole } from '@shared/request'
import type { AssistantMessage, Message } from '../model'
import { listAncestors } from './list-ancestors'

function step(
  id: string,
  from: readonly (readonly [string, InputRole])[],
  ...images: readonly string[]
): readonly Message[] {
  const inputs = from.map(([attachmentId, role]) => ({ attachmentId, role }))
  return [
    { role: 'user', id: `q-${id}`, inputs },
    {
      role: 'assistant',
      id,
      parentId: `q-${id}`,
      status: 'done',
      parts: images.map((attachmentId) => ({ type: 'image', image: { attachmentId } })),
    },
  ] as unknown as readonly Message[]
}

const world = (...steps: readonly (readonly Message[])[]): ReadonlyMap<MessageId, Message> =>
  new Map(steps.flat().map((message) => [message.id, message]))

const list = (messages: ReadonlyMap<MessageId, Message>, id: string): readonly string[] =>
  listAncestors(messages, messages.get(id as MessageId) as AssistantMessage).map(
    ({ image, answer }) => `${image.attachmentId} by ${answer?.id ?? 'nothing here'}`,
  )

test('the chain leads from the first image to the one that an answer was made from', () => {
  const messages = world(
    step('a', [], 'a1'),
    step('b', [['a1', 'reference']], 'b1'),
    step(
      'c',
      [
        ['b1', 'reference'],
        ['mine', 'reference'],
      ],
      'c1',
    ),
  )
  expect(list(messages, 'c')).toEqual(['a1 by a', 'b1 by b'])
  expect(list(messages, 'a')).toEqual([])
})

test('it begins with an image of the user’s own or of another chat, and a mask is none of it', () => {
  const messages = world(
    step(
      'b',
      [
        ['mask', 'mask'],
        ['mine', 'reference'],
      ],
      'b1',
    ),
    step('c', [['b1', 'reference']], 'c1'),
  )
  expect(list(messages, 'c')).toEqual(['mine by nothing here', 'b1 by b'])
})

test('images that name each other end the chain', () => {
  const messages = world(step('a', [['b1', 'reference']], 'a1'), step('b', [['a1', 'reference']], 'b1'))
  expect(list(messages, 'b')).toEqual(['b1 by b', 'a1 by a'])
})

test('what was cut from an image leads to that image, and on to what made it', () => {
  const messages = world(step('a', [], 'a1'), step('b', [['cut', 'reference']], 'b1'))
  const question = messages.get('q-b' as MessageId) as unknown as { inputs: object[] }
  question.inputs = [{ attachmentId: 'cut', role: 'reference', madeFrom: { attachmentId: 'a1' } }]
  expect(list(messages, 'b')).toEqual(['a1 by a'])
})
