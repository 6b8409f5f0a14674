import { describe, expect, test } from 'vitest'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import type { Usage } from '@shared/pricing'
import type { ImageRequest } from '@shared/run'
import { computeAnswerUsage } from './answer-usage'

/** One image at 1024x1024 and medium quality takes 439 tokens. */
const ONE = 439

describe('of several images in one streamed answer', () => {
  test('counts per image are added up, and the total is marked as a sum', () => {
    expect(computeAnswerUsage([counted(ONE), counted(ONE)], 0, asking())).toEqual({
      textIn: 10,
      imageIn: 0,
      imageOut: 2 * ONE,
      textOut: 0,
      counts: 2,
    })
  })

  test('equal counts of the whole answer are taken once', () => {
    expect(computeAnswerUsage([counted(3 * ONE), counted(3 * ONE), counted(3 * ONE)], 0, asking())).toEqual(
      counted(3 * ONE),
    )
  })

  test('the higher reading is used where the model chooses the quality', () => {
    const request = asking({ quality: 'auto' })
    expect(computeAnswerUsage([counted(2 * ONE), counted(2 * ONE)], 0, request)).toMatchObject({ imageOut: 4 * ONE })
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
  expect(computeAnswerUsage([counted(ONE + 200)], 2, asking())).toEqual({ ...counted(ONE + 200), previews: 200 })
  expect(computeAnswerUsage([counted(50)], 3, asking())).toMatchObject({ imageOut: 50, previews: 50 })
})

function counted(imageOut: number): Usage {
  return { textIn: 5, imageIn: 0, imageOut, textOut: 0 }
}

function asking(options: Partial<ImageOptions> = {}): ImageRequest {
  return {
    kind: 'image',
    model: 'openai:gpt-image-2.5-flare',
    prompt: 'a lighthouse at dusk',
    options: { ...DEFAULT_IMAGE_OPTIONS, ...options },
  }
}
