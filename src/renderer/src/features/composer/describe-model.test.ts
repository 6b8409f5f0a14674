import { expect, test } from 'vitest'
import { findModel } from '@shared/catalogue'
import { describeModel } from './describe-model'

const describe = (id: string) => describeModel(findModel(id)!)

test('the card of a model says what the catalogue says', () => {
  expect(describe('openai:gpt-image-2')).toMatchObject({
    image: {
      freeUpTo: 3840,
      formats: ['png', 'jpeg', 'webp'],
      mostReferences: 16,
      hasMask: true,
      isTransparent: true,
      mostPreviews: 3,
    },
    takesImages: true,
    survivesCrash: false,
    cost: 'computed',
  })
  expect(describe('openai:gpt-image-2').prices?.asOf).toMatch(/^\d{4}-\d\d-\d\d$/)
  expect(describe('openai:gpt-6.1-terra').prices?.asOf).toMatch(/^\d{4}-\d\d-\d\d$/)
  expect(describe('gemini:gemini-3-pro-image').image?.shapes).toContain('16:9')
  expect(describe('openai:gpt-image-2').image?.qualities).toContain('high')
  expect(describe('recraft:recraftv4_1').image).toMatchObject({ isTransparent: false })
  expect(describe('demo:image')).toMatchObject({ cost: 'free' })
  expect(describe('demo:image')).not.toHaveProperty('prices')
})

test('a model of which only the name is known promises nothing about images', () => {
  expect(describe('compatible-1a:image/sdxl')).not.toHaveProperty('image')
  expect(describe('openai:gpt-6.1-terra')).not.toHaveProperty('image')
})
