import { describe, expect, it } from 'vitest'
import { fillPrompt, listVariables, parsePrompt, shortenVariables } from './prompt-variables'

describe('variables of a prompt', () => {
  it('reads a name, a default and a choice', () => {
    expect(listVariables('A {animal} in {place: a harbor}, {light: dawn, noon , dusk}')).toEqual([
      { name: 'animal', values: [] },
      { name: 'place', values: ['a harbor'] },
      { name: 'light', values: ['dawn', 'noon', 'dusk'] },
    ])
  })

  it('lists a variable that is used twice once, with the values of the one that has some', () => {
    expect(listVariables('{fruit} and {fruit: apple, pear} and {fruit: plum}')).toEqual([
      { name: 'fruit', values: ['apple', 'pear'] },
    ])
  })

  it('drops empty and repeated values, and keeps a comma after a backslash', () => {
    expect(listVariables(String.raw`{mood: , calm, calm, dark\, wet}`)).toEqual([
      { name: 'mood', values: ['calm', 'dark, wet'] },
    ])
    expect(listVariables('{mood:}')).toEqual([{ name: 'mood', values: [] }])
  })

  it('reads names in every script, and values with colons', () => {
    expect(listVariables('{größe: 16:9} {果物: 林檎} {two words}').map(({ name }) => name)).toEqual([
      'größe',
      '果物',
      'two words',
    ])
    expect(listVariables('{ratio: 16:9, 4:3}')[0]?.values).toEqual(['16:9', '4:3'])
  })

  it.each([
    '{"a": 1}',
    '{}',
    '{ }',
    '{1}',
    String.raw`\{1, 2\}`,
    String.raw`\{a\}`,
    '{a\nb}',
    '{a: b\nc}',
    '{open',
    'closed}',
    `{${'n'.repeat(41)}}`,
    'if (a) { return b; }',
  ])('leaves %j as it is', (text) => {
    expect(parsePrompt(text)).toEqual([{ kind: 'text', text }])
    expect(fillPrompt(text, new Map())).toBe(text)
  })

  it('keeps braces after a backslash', () => {
    expect(fillPrompt(String.raw`\{name} and {name: Ada}`, new Map())).toBe('{name} and Ada')
    expect(listVariables(String.raw`\{name}`)).toEqual([])
  })

  it('writes a value wherever its variable is, else the default, and leaves an open one in its braces', () => {
    const prompt = '{a: 1} {b: 2} {a} {c}'
    expect(fillPrompt(prompt, new Map([['b', 'two']]))).toBe('1 two 1 {c}')
  })

  it('takes an empty value for what it is', () => {
    expect(fillPrompt('a{b: c}', new Map([['b', '']]))).toBe('a')
  })

  it('does not read what a value contains', () => {
    expect(
      fillPrompt(
        '{a} {b}',
        new Map([
          ['a', '{b} $& \\,'],
          ['b', 'x'],
        ]),
      ),
    ).toBe('{b} $& \\, x')
  })

  it('goes through a million characters of braces', () => {
    expect(listVariables('{'.repeat(1_000_000))).toEqual([])
    expect(listVariables('{a'.repeat(500_000))).toEqual([])
    expect(listVariables(`{a:${'\\,'.repeat(500_000)}`)).toEqual([])
  })
})

it('a prompt is shortened to the names of its variables, and braces that are text stay', () => {
  expect(shortenVariables('a {fruit: pear, plum} in {style}, {"a": 1}, \\{fruit: x}')).toBe(
    'a {fruit} in {style}, {"a": 1}, {fruit: x}',
  )
})
