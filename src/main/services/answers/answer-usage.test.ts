import { describe, expect, test } from 'vitest'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { countTokens, createTokenUsage, type Usage } from '@shared/usage'
import { createParts, type ImageRequest } from '@shared/request'
import { computeAnswerUsage } from './answer-usage'

/** The tokens of one image at 1024x1024 and medium quality. */
const ONE = 439

describe('of several images in one streamed answer', () => {
  test('counts per image are added up, and the total is marked as a sum', () => {
    expect(computeAnswerUsage([counted(ONE), counted(ONE)], 0, asking())).toEqual(
      createTokenUsage({ textIn: 10, imageOut: 2 * ONE, counts: 2 }),
    )
  })

  test('equal counts of the whole answer are taken once', () => {
    expect(computeAnswerUsage([counted(3 * ONE), counted(3 * ONE), counted(3 * ONE)], 0, asking())).toEqual(
      counted(3 * ONE),
    )
  })

  test('the higher reading is used where the model chooses the quality', () => {
    const request = asking({ quality: 'auto' })
    const usage = computeAnswerUsage([counted(2 * ONE), counted(2 * ONE)], 0, request)
    expect(countTokens(usage, 'imageOut')).toBe(4 * ONE)
  })

  test('a single count at the end is that of the whole answer', () => {
    expect(computeAnswerUsage([undefined, counted(2 * ONE)], 0, asking())).toEqual(counted(2 * ONE))
  })

  test('an incomplete list of counts is not used', () => {
    expect(computeAnswerUsage([counted(ONE), undefined], 0, asking())).toBeUndefined()
    expect(computeAnswerUsage([counted(ONE), undefined, counted(ONE)], 0, asking())).toBeUndefined()
    expect(computeAnswerUsage([undefined, undefined], 0, asking())).toBeUndefined()
    expect(computeAnswerUsage([], 0, asking())).toBeUndefined()
  })
})

test('received previews are part of the images’ count', () => {
  expect(computeAnswerUsage([counted(ONE + 200)], 2, asking())).toEqual(
    createTokenUsage({ textIn: 5, imageOut: ONE, previews: 200 }),
  )
  expect(computeAnswerUsage([counted(50)], 3, asking())).toEqual(createTokenUsage({ textIn: 5, previews: 50 }))
})

function counted(imageOut: number): Usage {
  return createTokenUsage({ textIn: 5, imageOut })!
}

function asking(options: Partial<ImageOptions> = {}): ImageRequest {
  return {
    kind: 'image',
    model: 'openai:gpt-image-2.5-flare',
    parts: createParts('a lighthouse at dusk'),
    options: { ...DEFAULT_IMAGE_OPTIONS, ...options },
  }
}
