import { describe, expect, it } from 'vitest'
import { findMention, listMentions, numberReferences, tidyReferenceName } from './reference-names'

describe('a name', () => {
  it.each([
    ['mascot', 'mascot'],
    [' @Mascot ', 'Mascot'],
    ['red  hat', 'red-hat'],
    ['Füchsin_2', 'Füchsin_2'],
    ['猫', '猫'],
    ['u\u0308ber', 'über'],
  ])('is made of %j', (typed, name) => {
    expect(tidyReferenceName(typed)).toBe(name)
  })

  it.each(['', ' @ ', '-x', 'a.b', 'a@b', '🦊', 'x'.repeat(41)])('is never made of %j', (typed) => {
    expect(tidyReferenceName(typed)).toBeUndefined()
  })
})

describe('what is sent', () => {
  const images = [
    { role: 'reference' },
    { role: 'mask' },
    { role: 'reference', name: 'mascot' },
    { role: 'reference', name: 'Füchsin_2' },
  ]
  it.each([
    ['@mascot on a beach', 'mascot (image 2) on a beach'],
    ['with @Mascot, @füchsin_2.', 'with Mascot (image 2), füchsin_2 (image 3).'],
    ['(@mascot)', '(mascot (image 2))'],
    ['@mascots and @stranger', '@mascots and @stranger'],
    ['me@mascot.example, @@mascot', 'me@mascot.example, @@mascot'],
    ['costs $1', 'costs $1'],
  ])('%j is sent as %j', (prompt, sent) => {
    expect(numberReferences(prompt, images)).toBe(sent)
  })

  it('is the prompt itself where no image has a name', () => {
    expect(numberReferences('@mascot', [{ role: 'reference' }])).toBe('@mascot')
  })
})

describe('while a name is typed', () => {
  it.each([
    ['@', 1, { query: '', start: 0 }],
    ['a @ma b', 5, { query: 'ma', start: 2 }],
    ['(@ma', 4, { query: 'ma', start: 1 }],
    ['a @ma b', 6, undefined],
    ['me@ma', 5, undefined],
    ['no', 2, undefined],
    [`@${'x'.repeat(41)}`, 42, undefined],
  ])('%j at %i means %j', (text, cursor, mention) => {
    expect(findMention(text, cursor)).toEqual(mention)
  })
})

it('the names in a prompt are found, and no addresses', () => {
  expect(listMentions('@Fox and @白鳥-2, not me@fox.example or a@@b, (@cat).')).toEqual(['Fox', '白鳥-2', 'cat'])
})
