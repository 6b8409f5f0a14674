import { expect, test } from 'vitest'
import type { StoredImage } from '@shared/answer'
import type { AttachmentId, MessageId } from '@shared/ids'
import type { Message } from '../model'
import { canCompare, chooseCompared, listVersionImages } from './list-candidates'

const id = (name: string): MessageId => name as MessageId

function answer(name: string, ...images: readonly string[]): Message {
  const parts = images.map((image) => ({
    type: 'image',
    image: { attachmentId: image as AttachmentId } as StoredImage,
  }))
  return { role: 'assistant', id: name, status: 'done', parts } as unknown as Message
}

test('there is something to compare where an answer has several images, or several versions have one', () => {
  expect(canCompare([answer('a', 'a1')])).toBe(false)
  expect(canCompare([answer('a', 'a1'), answer('failed')])).toBe(false)
  expect(canCompare([answer('a', 'a1', 'a2')])).toBe(true)
  expect(canCompare([answer('a', 'a1'), answer('b', 'b1')])).toBe(true)
})

test('an image is first compared with the version before it, and the first one with the second', () => {
  const images = listVersionImages([answer('a', 'a1'), answer('failed'), answer('b', 'b1'), answer('c', 'c1')])
  expect(chooseCompared(images, id('c'))).toEqual(['b1', 'c1'])
  expect(chooseCompared(images, id('b'))).toEqual(['a1', 'b1'])
  expect(chooseCompared(images, id('a'))).toEqual(['a1', 'b1'])
  expect(chooseCompared(images, id('failed'))).toEqual(['a1', 'b1'])
})

test('several images of an answer are compared with each other, four at most', () => {
  const images = listVersionImages([answer('a', 'a1'), answer('b', 'b1', 'b2', 'b3', 'b4', 'b5')])
  expect(chooseCompared(images, id('b'))).toEqual(['b1', 'b2', 'b3', 'b4'])
  expect(chooseCompared(images, id('a'))).toEqual(['a1', 'b1'])
})
