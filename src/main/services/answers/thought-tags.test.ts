import { expect, test } from 'vitest'
import { ThoughtTags, type Said } from './thought-tags'

function read(pieces: readonly string[]): Readonly<Record<Said['type'], string>> {
  const tags = new ThoughtTags()
  const said = [...pieces.flatMap((piece) => [...tags.read(piece)]), ...tags.end()]
  const join = (type: Said['type']): string => said.map((one) => (one.type === type ? one.text : '')).join('')
  return { reasoning: join('reasoning'), text: join('text') }
}

test.each<[string, { reasoning: string; text: string }]>([
  ['<think>Lamps turn.</think>\n\nHello.', { reasoning: 'Lamps turn.', text: 'Hello.' }],
  ['\n<thinking>\nA < b\n</thinking>Hello.', { reasoning: '\nA < b\n', text: 'Hello.' }],
  ['<think></think>Hello.', { reasoning: '', text: 'Hello.' }],
  ['<think>Without an end </th', { reasoning: 'Without an end </th', text: '' }],
  ['The tag <think> opens.', { reasoning: '', text: 'The tag <think> opens.' }],
  ['<thinker> is no tag', { reasoning: '', text: '<thinker> is no tag' }],
  ['<th', { reasoning: '', text: '<th' }],
  ['  Hello.', { reasoning: '', text: '  Hello.' }],
  ['', { reasoning: '', text: '' }],
])('%j is told apart, whatever its pieces', (text, told) => {
  expect(read([text])).toEqual(told)
  expect(read([...text])).toEqual(told)
  expect(read(text.match(/[\s\S]{1,3}/g) ?? [])).toEqual(told)
})
