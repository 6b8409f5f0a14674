import { expect, test } from 'vitest'
import type { ObjectHash } from '@shared/ids'
import { createClient } from '@/bridge/client'
import { FakeBridge } from '../../../../../tests/support/page/fake-bridge'
import { verifyImages } from './verify-images'

const [first, second, third] = ['a', 'b', 'c'].map((digit) => digit.repeat(64) as ObjectHash)

test('damaged images are fetched back where there is a sound copy, and the rest is counted as lost', async () => {
  const bridge = new FakeBridge()
  bridge.answer('storage.verify', () => ({ checked: 9, damaged: [first!, second!, third!] }))
  bridge.answer('storage.restore', ({ hash }) => hash === first)
  const copies = new Map([
    [first!, 'https://a'],
    [second!, 'https://b'],
  ])
  expect(await verifyImages(createClient(bridge), async () => copies)).toEqual({ checked: 9, restored: 1, lost: 2 })
})

test('sound images ask for no copies', async () => {
  const bridge = new FakeBridge()
  bridge.answer('storage.verify', () => ({ checked: 2, damaged: [] }))
  const findCopies = () => Promise.reject(new Error('not needed'))
  expect(await verifyImages(createClient(bridge), findCopies)).toEqual({ checked: 2, restored: 0, lost: 0 })
})
