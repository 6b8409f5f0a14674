import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64 } from './decode-base64'
import { UnsoundImage } from './inspect-image'
import { samplePng } from './sample-images'

test('decodes what was encoded, with or without a data URL in front and line breaks within', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1 }),
      fc.constantFrom('', 'data:image/png;base64,', 'DATA:image/svg+xml;base64,'),
      fc.constantFrom('', '\n', '\r\n'),
      (bytes, prefix, lineBreak) => {
        const text = Buffer.from(bytes).toString('base64').replace(/.{10}/g, `$&${lineBreak}`)
        expect(decodeBase64(prefix + text + lineBreak)).toEqual(Buffer.from(bytes))
      },
    ),
  )
})

test.each([
  ['nothing', ''],
  ['a data URL without data', 'data:image/png;base64,'],
  ['missing padding', 'QUI'],
  ['too much padding', 'QQ==='],
  ['padding in the middle', 'QQ==QUJD'],
  ['only padding', '===='],
  ['the URL alphabet', 'QU-_'],
  ['a character from another alphabet', 'QUJDQÜJD'],
  ['spaces', 'QUJD QUJD   '],
  ['an address', 'https://example.com/picture.png'],
  ['a data URL of text', 'data:text/plain;base64,QUJD'],
  ['a page', '<html><body>502 Bad Gateway</body></html>'],
])('refuses %s', (_name, text) => {
  expect(() => decodeBase64(text)).toThrow(UnsoundImage)
})

test('a text that ends early is told from one that is garbled', () => {
  expect(() => decodeBase64('QUI')).toThrow('truncated')
  expect(() => decodeBase64('QUI!')).toThrow('malformed')
})

test('one wrong character anywhere is noticed', () => {
  const base64 = samplePng.toString('base64')
  fc.assert(
    fc.property(
      fc.nat(base64.length - 1),
      fc.constantFrom('!', ' ', '-', '_', '\0', '=', 'é', '\u2028'),
      (at, wrong) => {
        fc.pre(!(wrong === '=' && at >= base64.length - 2))
        expect(() => decodeBase64(base64.slice(0, at) + wrong + base64.slice(at + 1))).toThrow(UnsoundImage)
      },
    ),
  )
})

test('tens of megabytes are decoded, and refused for their last character', () => {
  const base64 = 'A'.repeat(40_000_000)
  expect(decodeBase64(base64).length).toBe(30_000_000)
  expect(() => decodeBase64(`${base64.slice(1)}!`)).toThrow(UnsoundImage)
})
