import { expect, test } from 'vitest'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { imageOptions } from './image-options-schema'

test('options of versions without shapes are read as they are', () => {
  expect(imageOptions.parse(DEFAULT_IMAGE_OPTIONS)).toEqual(DEFAULT_IMAGE_OPTIONS)
})

test('a shape is kept', () => {
  const options = { ...DEFAULT_IMAGE_OPTIONS, aspectRatio: '16:9', resolution: '2K' }
  expect(imageOptions.parse(options)).toEqual(options)
})

test.each([{ aspectRatio: '16:0' }, { aspectRatio: 'wide' }, { resolution: '512' }, { resolution: '2k' }])(
  '%j is refused',
  (part) => {
    expect(imageOptions.safeParse({ ...DEFAULT_IMAGE_OPTIONS, ...part }).success).toBe(false)
  },
)
