import { expect, test } from 'vitest'
import { translate } from './translate'

const first = { image: { title: 'Image', count_one: '{{count}} image', count_other: '{{count}} images of {{of}}' } }
const later = {
  image: { title: 'Other', sound_zero: 'None', sound_one: 'One', sound_other: '{{count}}' },
  plain: 'Of {{count}}',
}

const say = (key: string, values?: Parameters<typeof translate>[3], language = 'en') =>
  translate([first, later], language, key, values)

test('words are found in whichever file has them, the first one first', () => {
  expect([say('image.title'), say('plain', { count: 2 })]).toEqual(['Image', 'Of 2'])
})

test('a number selects its plural, and zero has words of its own where there are any', () => {
  expect([say('image.count', { count: 1 }), say('image.count', { count: 0, of: 'me' })]).toEqual([
    '1 image',
    '0 images of me',
  ])
  expect([0, 1, 2].map((count) => say('image.sound', { count }))).toEqual(['None', 'One', '2'])
})

test('the plural is that of the language', () => {
  const words = [{ lines_one: 'one', lines_few: 'few', lines_many: 'many' }]
  expect([1, 3, 5].map((count) => translate(words, 'pl', 'lines', { count }))).toEqual(['one', 'few', 'many'])
})

test('values are put in as they are, also those that look like keys or patterns', () => {
  expect(say('image.count', { count: 2, of: '$& {{count}} <b>' })).toBe('2 images of $& {{count}} <b>')
})

test('a value that is missing leaves nothing behind, and a key without words stands for itself', () => {
  expect(say('image.count', { count: 2 })).toBe('2 images of ')
  expect([say('image.none'), say('image'), say('image.title.x'), say('image.constructor')]).toEqual([
    'image.none',
    'image',
    'image.title.x',
    'image.constructor',
  ])
})
