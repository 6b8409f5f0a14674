import { expect, test } from 'vitest'
import { areWindowsSound, readWindow, readWindows, stepWindow } from './window-texts'

test.each([
  ['', null],
  ['8192', 8192],
  ['32,768', 32_768],
  ['131 072 tokens', 131_072],
  ['0', undefined],
  ['-5', undefined],
  ['8k', undefined],
  ['1.5', undefined],
  ['200000000', undefined],
])('a window typed as "%s" is read as %s', (text, tokens) => {
  expect(readWindow(text)).toBe(tokens)
})

test('what cannot be read keeps everything from being saved, and what is empty states nothing', () => {
  expect(areWindowsSound({ a: '8192', b: '' })).toBe(true)
  expect(areWindowsSound({ a: '8192', b: 'many' })).toBe(false)
  expect(readWindows({ a: '8192', b: '' })).toEqual({ a: 8192 })
  expect(readWindows({ b: '' })).toBeUndefined()
})

test('arrow keys begin at what the server tells', () => {
  expect(stepWindow('', 4096, 1)).toBe('5120')
  expect(stepWindow('2048', 4096, -10)).toBe('1')
  expect(stepWindow('many', 4096, 1)).toBe('many')
})
