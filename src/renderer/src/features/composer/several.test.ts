import { expect, test } from 'vitest'
import { findModel, type Model } from '@shared/catalogue'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { canToggle, findCommonModel, findRequests, listAsks, toggleModel } from './several'

const get = (id: string): Model => findModel(id)!
const flare = get('openai:gpt-image-2.5-flare')
const sunburst = get('openai:gpt-image-2.5-sunburst')
const two = get('openai:gpt-image-2')
const banana = get('gemini:gemini-nano-banana-2.1')
const demo = get('demo:image')
const terra = get('openai:gpt-6.1-terra')

test('models are chosen in the order of the clicks, at most four, and the last one stays', () => {
  const four = [flare, demo, two, banana].reduce<readonly Model[]>(toggleModel, [sunburst])
  expect(four).toEqual([sunburst, flare, demo, two])
  expect(canToggle(four, banana)).toBe(false)
  expect([sunburst, flare, demo, two].reduce<readonly Model[]>(toggleModel, four)).toEqual([two])
  expect(canToggle([two], two)).toBe(false)
})

test('images and text are not mixed: the only one is replaced, two are not', () => {
  expect(toggleModel([flare], terra)).toEqual([terra])
  expect(toggleModel([flare, two], terra)).toEqual([flare, two])
  expect(canToggle([flare, two], terra)).toBe(false)
})

test('each is asked for what it can do of the options', () => {
  const wanted = { ...DEFAULT_IMAGE_OPTIONS, size: '1536x1024', quality: 'high', count: 6 } as const
  expect(findRequests(listAsks([flare, demo, banana], wanted))).toMatchObject({
    model: flare.id,
    options: { quality: 'high', count: 6 },
    others: [
      { model: demo.id, options: { quality: 'medium', count: 4, size: '1536x1024' } },
      { model: banana.id, options: { aspectRatio: '3:2' } },
    ],
  })
  expect(findRequests(listAsks([flare], wanted))).not.toHaveProperty('others')
})

test('text models have no options in common', () => {
  expect(findCommonModel([terra])).toBeUndefined()
  expect(findCommonModel([flare, demo])).toMatchObject({ qualities: ['medium'] })
})
