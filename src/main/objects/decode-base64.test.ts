import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64 } from './decode-base64'
import { samplePng } from '../../../tests/support/main/sample-images'
import { UnsoundImage } from '@shared/image-file/unsound-image'

const prefixes = fc.constantFrom(
  '',
  'data:image/png;base64,',
  'DATA:image/png;BASE64,',
  'data:;base64,',
  'data:base64,',
  'data:image/png;charset=utf-8;base64,',
  'data:image/png;name="a b.png";base64, ',
  'data:application/octet-stream;base64,',
  '  data:image/avif;base64,\n',
  'data:image/png;base64,data:image/png;base64,',
  'image/png;base64,',
  'base64,',
  '\uFEFF',
)
const breaks = fc.constantFrom('', '\n', '\r\n', ' ', '\t', '\n  ', '\u0085', '\u200B', '\\n')

test('decodes base64 in any of its spellings', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1 }),
      prefixes,
      breaks,
      fc.constantFrom('base64', 'base64url', 'unpadded', 'escaped'),
      async (bytes, prefix, lineBreak, spelling) => {
        const plain = Buffer.from(bytes).toString(spelling === 'base64url' ? 'base64url' : 'base64')
        const spelled = spelling === 'unpadded' ? plain.replace(/=+$/, '') : plain
        const text = spelling === 'escaped' ? encodeURIComponent(spelled) : spelled.replace(/.{10}/g, `$&${lineBreak}`)
        expect(await decodeBase64(prefix + text + lineBreak)).toEqual(Buffer.from(bytes))
      },
    ),
  )
})

test.each([
  ['nothing', ''],
  ['a data URL without data', 'data:image/png;base64,'],
  ['one character too many', 'QUJDQ'],
  ['padding in the middle', 'QQ==QUJD'],
  ['only padding', '===='],
  ['a character from another alphabet', 'QUJDQÜJD'],
  ['one whose lower half is a letter', 'QUJDQ\u0141JD'],
  ['an address', 'https://example.com/image.png'],
  ['a page', '<html><body>502 Bad Gateway</body></html>'],
])('refuses %s', async (_name, text) => {
  await expect(decodeBase64(text)).rejects.toThrow(UnsoundImage)
})

test('text that ends early is told from garbled text', async () => {
  await expect(decodeBase64('QUJDQ')).rejects.toThrow('truncated')
  await expect(decodeBase64('QUI!')).rejects.toThrow('malformed')
})

test('one wrong character anywhere is noticed', async () => {
  const base64 = samplePng.toString('base64')
  await fc.assert(
    fc.asyncProperty(
      fc.nat(base64.length - 1),
      fc.constantFrom('!', '\0', '=', '.', 'é', '\u0141'),
      async (at, wrong) => {
        fc.pre(!(wrong === '=' && at >= base64.length - 2))
        await expect(decodeBase64(base64.slice(0, at) + wrong + base64.slice(at + 1))).rejects.toThrow(UnsoundImage)
      },
    ),
  )
})

test('tens of megabytes are decoded, and refused for a wrong last character', async () => {
  const base64 = 'A'.repeat(40_000_000)
  expect((await decodeBase64(base64)).length).toBe(30_000_000)
  await expect(decodeBase64(`${base64.slice(1)}!`)).rejects.toThrow(UnsoundImage)
})

test('a large image is decoded in slices, so that main is free in between', async () => {
  const bytes = Buffer.alloc(6_000_000, 'image')
  const base64 = bytes.toString('base64')
  let isDone = false
  let turns = 0
  const turn = (): void => {
    turns += 1
    if (!isDone) setImmediate(turn)
  }
  setImmediate(turn)
  expect(bytes.equals(await decodeBase64(base64))).toBe(true)
  isDone = true
  expect(turns).toBeGreaterThan(10)
})
