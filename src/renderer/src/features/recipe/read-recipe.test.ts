import { describe, expect, test } from 'vitest'
import { EASEL_NAMESPACE, escapeXml } from '@shared/recipe/xmp'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { readRecipe } from './read-recipe'

/** A WebP with only an XMP packet, with this text in place of the recipe. */
function fileWith(json: string): Blob {
  const recipe = `<e:recipe>${escapeXml(json)}</e:recipe>`
  const xmp = new TextEncoder().encode(`<rdf:Description xmlns:e="${EASEL_NAMESPACE}">${recipe}</rdf:Description>`)
  const head = new DataView(new ArrayBuffer(20))
  for (const [index, character] of [...'RIFF\0\0\0\0WEBPXMP '].entries()) head.setUint8(index, character.charCodeAt(0))
  head.setUint32(4, 12 + xmp.length, true)
  head.setUint32(16, xmp.length, true)
  return new Blob([head, xmp])
}

const written = {
  version: 1,
  prompt: 'a lighthouse at dusk',
  model: { id: 'openai:gpt-image-2', name: 'GPT Image 2', wireName: 'gpt-image-2' },
  requested: { ...DEFAULT_IMAGE_OPTIONS, size: '1536x1024', quality: 'high' },
  costUsd: 'unknown',
}

test('prompt, model and options come back', async () => {
  expect(await readRecipe(fileWith(JSON.stringify(written)))).toEqual({
    kind: 'recipe',
    recipe: {
      prompt: 'a lighthouse at dusk',
      model: { id: 'openai:gpt-image-2', name: 'GPT Image 2' },
      options: { ...DEFAULT_IMAGE_OPTIONS, size: '1536x1024', quality: 'high' },
    },
  })
})

test('a newer Easel may have written more', async () => {
  const later = { ...written, version: 2, weather: 'fine', requested: { ...written.requested, seed: 7 } }
  expect(await readRecipe(fileWith(JSON.stringify(later)))).toEqual(await readRecipe(fileWith(JSON.stringify(written))))
})

test('a shape comes back, and one that Easel does not know is left out', async () => {
  const read = async (part: object) =>
    readRecipe(fileWith(JSON.stringify({ ...written, requested: { ...written.requested, ...part } })))
  expect(await read({ aspectRatio: '16:9', resolution: '2K' })).toMatchObject({
    recipe: { options: { aspectRatio: '16:9', resolution: '2K' } },
  })
  const odd = await read({ aspectRatio: '0:9', resolution: '16K' })
  expect(odd).toEqual(await readRecipe(fileWith(JSON.stringify(written))))
})

test('invalid values become the defaults, and the others stay', async () => {
  const requested = {
    size: '0x99999999',
    quality: 'high',
    format: '<script>',
    compression: 1e9,
    background: null,
    moderation: ['low'],
    count: 1.5,
    previews: -1,
  }
  expect(await readRecipe(fileWith(JSON.stringify({ prompt: 'x', requested })))).toEqual({
    kind: 'recipe',
    recipe: { prompt: 'x', options: { ...DEFAULT_IMAGE_OPTIONS, quality: 'high' } },
  })
})

test('a recipe without model and options is a prompt', async () => {
  const odd = { prompt: 'x', model: 'gpt', requested: 'everything' }
  expect(await readRecipe(fileWith(JSON.stringify(odd)))).toEqual({ kind: 'recipe', recipe: { prompt: 'x' } })
})

test('text that looks like code stays text', async () => {
  const prompt = '<img src=x onerror="alert(1)"> ${process.exit()} {{7*7}}'
  expect(await readRecipe(fileWith(JSON.stringify({ prompt })))).toEqual({ kind: 'recipe', recipe: { prompt } })
})

describe('unreadable:', () => {
  test.each([
    ['no JSON', 'prompt: x'],
    ['no object', '"x"'],
    ['no prompt', '{}'],
    ['an empty prompt', '{"prompt":" \\n"}'],
    ['a prompt that is none', '{"prompt":{"toString":"x"}}'],
    ['a prompt without end', JSON.stringify({ prompt: 'x'.repeat(100_001) })],
    ['arrays within arrays', '['.repeat(500_000)],
  ])('%s', async (_what, json) => {
    expect(await readRecipe(fileWith(json))).toEqual({ kind: 'unreadable' })
  })
})

test('a hostile recipe cannot reach the page’s objects', async () => {
  const json = '{"prompt":"x","__proto__":{"polluted":1},"requested":{"__proto__":{"polluted":1},"constructor":1}}'
  const reading = await readRecipe(fileWith(json))
  expect(reading).toEqual({ kind: 'recipe', recipe: { prompt: 'x', options: DEFAULT_IMAGE_OPTIONS } })
  expect({}).not.toHaveProperty('polluted')
})

test('a file that is not an image, or has no recipe, is reported as such', async () => {
  expect(await readRecipe(new Blob(['<html>']))).toEqual({ kind: 'not-an-image' })
  expect(await readRecipe(new Blob(['RIFF\x04\0\0\0WEBP']))).toEqual({ kind: 'none' })
})
