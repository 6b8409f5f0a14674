import { expect, test } from 'vitest'
import type { MessageRecord } from '@/data/records'
import { peek } from './peek'

function aRecord(row: object, images: readonly object[] = []): MessageRecord {
  return { row, images } as unknown as MessageRecord
}

const question = aRecord({ id: 'q', role: 'user', createdAt: 1, text: 'a heron' })
const drawn = aRecord({ id: 'a', role: 'assistant', createdAt: 1, text: '' }, [
  { attachment: { id: 'a:0' }, link: {} },
  { attachment: { id: 'a:1', deletedAt: 5 }, link: {} },
])
const failed = aRecord({ id: 'f', role: 'assistant', createdAt: 2, text: '' })
const told = aRecord({ id: 't', role: 'assistant', createdAt: 3, text: 'A **heron** waits.' })

test('messages are read in their order, as plain words and with the images that were not deleted before', () => {
  expect(peek([told, drawn, failed, question])).toEqual([
    { id: 'q', isQuestion: true, text: 'a heron', images: [] },
    { id: 'a', isQuestion: false, text: '', images: [{ id: 'a:0' }] },
    { id: 't', isQuestion: false, text: 'A heron waits.', images: [] },
  ])
})
