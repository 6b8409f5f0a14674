import { expect, test } from 'vitest'
import { anInputImage } from '../../../../../tests/support/input-image'
import { addMarked } from './add-marked'

const one = anInputImage({ hash: '1'.repeat(64) as never })
const two = anInputImage({ hash: '2'.repeat(64) as never })
const mask = anInputImage({ hash: '3'.repeat(64) as never, role: 'mask' })
const marked = anInputImage({ hash: '4'.repeat(64) as never })

test('the marked copy follows its original, behind a mask', () => {
  expect(addMarked([one, mask, two], one, marked, 4)).toEqual([one, mask, marked, two])
  expect(addMarked([one], two, marked, 4)).toEqual([one, two, marked])
})

test('where the model takes a single image the copy takes its place', () => {
  expect(addMarked([one], one, marked, 1)).toEqual([marked])
})

test('the same marks again are attached once', () => {
  expect(addMarked([one, marked], one, marked, 4)).toEqual([one, marked])
})
