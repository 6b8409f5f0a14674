import { expect, test } from 'vitest'
import { expandTemplate, findUnknownTokens, makeSafeName, takeFreeName, type TokenValues } from './file-name'

const values: TokenValues = {
  prompt: 'a lighthouse at dusk',
  number: '07',
  date: '2026-11-26',
  time: '18-44-38',
  model: 'GPT Image 2',
  chat: 'Lighthouses',
  size: '1024x1024',
  id: '0b8c',
}

test('a template is filled in, and what is no token stays', () => {
  expect(expandTemplate('{number} {prompt}', values)).toBe('07 a lighthouse at dusk')
  expect(expandTemplate('{date}_{time} {model} {size} {id} {nothing}', values)).toBe(
    '2026-11-26_18-44-38 GPT Image 2 1024x1024 0b8c {nothing}',
  )
  expect(findUnknownTokens('{date} {nothing}')).toEqual(['nothing'])
})

test('a value that looks like a token is not filled in again', () => {
  expect(expandTemplate('{prompt} {number}', { ...values, prompt: '{number} {id}' })).toBe('{number} {id} 07')
})

test('no folder is left through a prompt, a chat or a template', () => {
  expect(expandTemplate('../{chat}/{prompt}', { ...values, chat: '..\\..', prompt: 'C:/etc/passwd' })).toBe(
    '.. .. C etc passwd'.replace(/^[.\s]+/, ''),
  )
})

test.for([
  ['con', '_con'],
  ['NUL.txt', '_NUL.txt'],
  ['com1', '_com1'],
  ['LPT³', '_LPT³'],
  ['console', 'console'],
  ['  .hidden', 'hidden'],
  ['ends in dots...  ', 'ends in dots'],
  ['a\u0000b\nc\u202Ed', 'a b c d'],
  ['what? "yes" <no> | *', 'what yes no'],
  ['Con .x', '_Con .x'],
  ['👩\u200D🚀 and 🏴\u200D☠\uFE0F', '👩\u200D🚀 and 🏴\u200D☠\uFE0F'],
  ['می\u200Cخواهم', 'می\u200Cخواهم'],
  ['\u200Ca\u200D \u200Db\u200C', 'a b'],
  ['...', 'image'],
  ['', 'image'],
] as const)('Windows, macOS and Linux accept %j as %j', ([text, name]) => {
  expect(makeSafeName(text)).toBe(name)
  expect(makeSafeName(makeSafeName(text))).toBe(name)
})

test('names that only an invisible joiner tells apart are told apart by a number, since some disks take them for one', () => {
  const taken = new Set<string>()
  expect(takeFreeName('می\u200Cخواهم', 'png', taken)).toBe('می\u200Cخواهم.png')
  expect(takeFreeName('میخواهم', 'png', taken)).toBe('میخواهم (2).png')
})

test('a long prompt gives way to number and date, and is cut between words', () => {
  const name = expandTemplate('{prompt} {date} {number}', { ...values, prompt: 'very long words '.repeat(5_000) })
  expect(name).toMatch(/^very long words .*(very|long|words) 2026-11-26 07$/)
  expect(name.length).toBeLessThanOrEqual(120)
})

test('letters of several bytes and signs of several parts fit as well, and none is cut in half', () => {
  const name = makeSafeName('灯台👩‍🚀'.repeat(100))
  expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(200)
  expect(name).not.toMatch(/\p{Cs}/u)
})

test('names that differ in case or in how an accent is written are numbered', () => {
  const taken = new Set<string>()
  expect(takeFreeName('Café', 'png', taken)).toBe('Café.png')
  expect(takeFreeName('café', 'png', taken)).toBe('café (2).png')
  expect(takeFreeName('Cafe\u0301', 'PNG', taken)).toBe('Cafe\u0301 (3).PNG')
})

test('an image gets no name whose JSON is taken', () => {
  expect(takeFreeName('a', 'png', new Set(['a.png.json']))).toBe('a (2).png')
})
