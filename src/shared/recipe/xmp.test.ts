import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EASEL_NAMESPACE, escapeXml, jsonForXml, recipeTextIn, unescapeXml } from './xmp'

function packet(content: string, prefix = 'easel'): string {
  return `<x:xmpmeta><rdf:Description xmlns:${prefix}="${EASEL_NAMESPACE}" ${content}</rdf:Description></x:xmpmeta>`
}

test('any value is the same after a round trip through XML', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(unescapeXml(escapeXml(jsonForXml(text))) ?? '')).toBe(text)
    }),
  )
})

test('the output is well-formed: only references, and no character that XML lacks', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = escapeXml(text)
      expect(escaped).not.toMatch(/[<>"'\r\ufffe\uffff]|&(?!(?:amp|lt|gt|quot|apos|#xD);)/)
      expect([...escaped].filter((character) => character < ' ' && !'\t\n'.includes(character))).toEqual([])
    }),
  )
})

test.each([
  ['as an element', packet('><easel:recipe>{}</easel:recipe>')],
  ['as an attribute', packet('easel:recipe="{}">')],
  ['as an attribute in single quotes', packet(`easel:recipe='{}'>`)],
  ['under another prefix', packet('><e1:recipe>{}</e1:recipe>', 'e1')],
  ['with references', packet('><easel:recipe>&#x7b;&#125;</easel:recipe>')],
])('a recipe is found %s', (_where, xmp) => {
  expect(recipeTextIn(xmp)).toEqual({ kind: 'text', text: '{}' })
})

test.each([
  ['somebody else’s packet', '<x:xmpmeta xmlns:dc="http://purl.org/dc/elements/1.1/"/>'],
  ['our namespace, unused', packet('>')],
  ['a property of another namespace', packet('><other:recipe>{}</other:recipe>')],
])('%s holds no recipe', (_what, xmp) => {
  expect(recipeTextIn(xmp)).toEqual({ kind: 'none' })
})

describe('is not read:', () => {
  test.each([
    [
      'entities that multiply',
      `<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${packet('><easel:recipe>&b;</easel:recipe>')}`,
    ],
    [
      'an entity from elsewhere',
      `<!doctype x [<!entity a SYSTEM "file:///etc/passwd">]>${packet('><easel:recipe>&a;</easel:recipe>')}`,
    ],
    ['a document type, whatever it says', `<!DOCTYPE x>${packet('><easel:recipe>{}</easel:recipe>')}`],
    ['an entity that is not defined', packet('><easel:recipe>&a;</easel:recipe>')],
    ['a reference to no character', packet('><easel:recipe>&#x110000;</easel:recipe>')],
    ['a reference to NUL', packet('><easel:recipe>&#0;</easel:recipe>')],
    ['a bare ampersand', packet('><easel:recipe>a & b</easel:recipe>')],
    ['elements within', packet('><easel:recipe><script>alert(1)</script></easel:recipe>')],
  ])('%s', (_what, xmp) => {
    expect(recipeTextIn(xmp)).toEqual({ kind: 'unreadable' })
  })
})

test('megabytes of the beginning of something take one pass', () => {
  for (const start of ['&', '<easel:recipe>', `xmlns:easel="${EASEL_NAMESPACE}"`, '&#x', "'"]) {
    recipeTextIn(packet(`><easel:recipe>${start.repeat(200_000)}`))
    recipeTextIn(packet(`><easel:recipe>${start.repeat(200_000)}</easel:recipe>`))
  }
})
