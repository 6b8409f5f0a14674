import { expect, test } from 'vitest'
import { getDimensions, type ImageSize } from '@shared/image-options'
import { getMegapixels, formatRatio, getShape } from './shape'

test.each<[ImageSize, string, string, number]>([
  ['1024x1024', 'square', '1:1', 1],
  ['1536x1024', 'landscape', '3:2', 1.6],
  ['1024x1536', 'portrait', '2:3', 1.6],
  ['1536x864', 'landscape', '16:9', 1.3],
  ['3840x2160', 'landscape', '16:9', 8.3],
  ['1008x1024', 'portrait', '1:1.02', 1],
  ['2000x1040', 'landscape', '1.92:1', 2.1],
])('%s is called %s, %s, %d megapixels', (size, shape, ratio, megapixels) => {
  const dimensions = getDimensions(size)!
  expect([getShape(dimensions), formatRatio(dimensions), getMegapixels(dimensions)]).toEqual([shape, ratio, megapixels])
})
