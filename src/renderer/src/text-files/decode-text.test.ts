import { expect, test } from 'vitest'
import { LONGEST_FILE_TEXT } from '@shared/text-files'
import { checkText, decodeText } from './decode-text'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test.each([
  ['UTF-8', bytes('Über 北京 😀\n'), 'Über 北京 😀'],
  ['UTF-8 with a mark and Windows line breaks', bytes('\ufeffa\r\nb\rc'), 'a\nb\nc'],
  ['UTF-16 LE', Uint8Array.of(0xff, 0xfe, 0x48, 0, 0xdc, 0), 'HÜ'],
  ['UTF-16 BE', Uint8Array.of(0xfe, 0xff, 0, 0x48, 0, 0xdc), 'HÜ'],
  ['Windows-1252', Uint8Array.of(0x47, 0x72, 0xfc, 0xdf, 0x65), 'Grüße'],
  ['colors of a terminal', bytes('\u001b[31mred\u001b[0m'), '[31mred[0m'],
])('%s is read', (_name, file, text) => {
  expect(decodeText(file)).toBe(text)
})

test('half of a character becomes a sign that can be sent', () => {
  expect(checkText('a\ud83d')).toBe('a\ufffd')
  expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x3d, 0xd8))).toBe('\ufffd')
})

test.each([
  ['nothing', bytes(''), 'empty'],
  ['only spaces', bytes(' \n\t'), 'empty'],
  ['a program', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0), 'not-text'],
  ['control characters', Uint8Array.of(1, 2, 3, 65), 'not-text'],
  ['too much', bytes('a'.repeat(LONGEST_FILE_TEXT + 1)), 'too-long'],
])('%s is refused', (_name, file, problem) => {
  expect(() => decodeText(file)).toThrow(expect.objectContaining({ problem }))
})
