import { expect, test } from 'vitest'
import { findModel } from '../../catalogue'
import { listOffers } from '../../catalogue/offers'
import { guessType } from './guess-type'

test.each([
  ['sd-cpp-local', 'image'],
  ['stablediffusion', 'image'],
  ['stable-diffusion-3.5-large', 'image'],
  ['black-forest-labs/FLUX.1-dev', 'image'],
  ['flux.2-klein-4b', 'image'],
  ['Tongyi-MAI/Z-Image-Turbo', 'image'],
  ['Qwen/Qwen-Image-2512', 'image'],
  ['dreamshaper', 'image'],
  ['sdxl-turbo', 'image'],
  ['sd_xl_base_1.0', 'image'],
  ['dall-e-3', 'image'],
  ['gpt-image-2', 'image'],
  ['llama3:8b', 'text'],
  ['qwen3-coder:30b', 'text'],
  ['gpt-oss-20b', 'text'],
  ['deepseek-r1', 'text'],
  ['gemma-3-27b-it', 'text'],
  ['nomic-embed-text:latest', 'hidden'],
  ['whisper-1', 'hidden'],
  ['bge-reranker-v2-m3', 'hidden'],
  ['wan2.2-t2v-a14b', 'hidden'],
  ['kokoro', 'hidden'],
] as const)('%s is taken for %s', (name, type) => {
  expect(guessType(name)).toBe(type)
})

test('what the user says counts more than the name, and stands in the id', () => {
  const names = ['llama3:8b', 'mystery', 'sdxl', 'whisper-1']
  const listing = { server: 'http://localhost:8080/v1', readAt: 1, models: names.map((name) => ({ name })) }
  const connection = { id: 'compatible-1a2b', service: 'compatible', listing }
  const types = { mystery: 'image', sdxl: 'hidden', 'whisper-1': 'text' } as const
  const ids = listOffers({ connections: [{ ...connection, types }], recommended: 'openai:gpt-image-2' }).map(
    ({ model }) => model.id,
  )
  expect(ids.sort()).toEqual([
    'compatible-1a2b:image/mystery',
    'compatible-1a2b:text/llama3:8b',
    'compatible-1a2b:text/whisper-1',
  ])
  expect(findModel('compatible-1a2b:image/mystery')).toMatchObject({ kind: 'image', wireName: 'mystery' })
  expect(findModel('compatible-1a2b:text/llama3:8b')).toMatchObject({ kind: 'text', wireName: 'llama3:8b' })
  expect(findModel('compatible-1a2b:mystery')).toBeUndefined()
})

test('a model that we know from elsewhere has its abilities, and neither its price nor its end', () => {
  const model = findModel('compatible-1a2b:image/gpt-image-1.5')
  expect(model).toMatchObject({ kind: 'image', maxPreviews: 0, connection: 'compatible-1a2b' })
  expect(model).not.toHaveProperty('prices')
  expect(model).not.toHaveProperty('shutdown')
})

test('a list of 5,000 models is laid out in a moment', () => {
  const models = Array.from({ length: 5_000 }, (_, index) => ({ name: `maker-${index % 97}/model-${index}` }))
  const listing = { server: 'http://localhost:8080/v1', readAt: 1, models }
  const offers = listOffers({
    connections: [{ id: 'compatible-1a2b', service: 'compatible', listing }],
    recommended: 'openai:gpt-image-2',
  })
  expect(offers).toHaveLength(5_000)
})
