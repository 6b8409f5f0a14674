import { expect, test } from 'vitest'
import { anInputImage } from '../../../../../tests/support/input-image'
import { groupInputs, keepOutside, listGrouped, moveGroup, setOverlay, setRole, takeOriginal } from './group-inputs'

const one = anInputImage({ hash: '1'.repeat(64) as never })
const two = anInputImage({ hash: '2'.repeat(64) as never })
const mask = anInputImage({ hash: '3'.repeat(64) as never, role: 'mask' })
const other = anInputImage({ hash: '4'.repeat(64) as never, role: 'mask' })

test('a mask belongs to the image before it', () => {
  expect(groupInputs([one, mask, two])).toEqual([{ image: one, overlay: mask }, { image: two }])
})

test('the image that gets a mask comes first, and takes it from the other', () => {
  expect(setOverlay([one, mask, two], two, other)).toEqual([two, other, one])
})

test('a new mask takes the place of the one before', () => {
  expect(setOverlay([one, mask], one, other)).toEqual([one, other])
})

test('an image that was not attached is, with its mask', () => {
  expect(setOverlay([one], two, mask)).toEqual([two, mask, one])
})

test('an attached image can be the mask or the marks of the first other one, and a reference again', () => {
  const masked = setRole([one, two], two, 'mask')
  expect(masked).toEqual([one, { ...two, role: 'mask' }])
  expect(setRole(masked, masked[1]!, 'markup')).toEqual([one, { ...two, role: 'markup' }])
  expect(setRole(masked, masked[1]!, 'reference')).toEqual([one, two])
  expect(setRole([one, two], one, 'mask')).toEqual([two, { ...one, role: 'mask' }])
})

test('an image alone stays a reference', () => {
  expect(setRole([one], one, 'mask')).toEqual([one])
})

test('the original takes the place of what was cut from it, without a mask that fit only that, and once', () => {
  const { role: _role, ...original } = two
  const cut = { ...one, madeFrom: original }
  expect(takeOriginal([cut, mask], cut)).toEqual([two])
  expect(takeOriginal([cut, two], cut)).toEqual([two])
  expect(takeOriginal([one, two], one)).toEqual([one, two])
})

test('the wish to keep the outside belongs to the mask, and can be taken back', () => {
  const kept = keepOutside([one, mask, two], true)
  expect(kept).toEqual([one, { ...mask, keepsOutside: true }, two])
  expect(keepOutside(kept, false)).toEqual([one, mask, two])
})

test('an image keeps its mask when others are moved or removed', () => {
  const groups = groupInputs([one, two, mask])
  expect(listGrouped(moveGroup(groups, 1, 0))).toEqual([two, mask, one])
  expect(moveGroup(groupInputs([one, two, other]), 0, 1)).toEqual([{ image: two, overlay: other }, { image: one }])
  expect(listGrouped(groups.filter(({ image }) => image !== one))).toEqual([two, mask])
  expect(listGrouped(groups.filter(({ image }) => image !== two))).toEqual([one])
})
