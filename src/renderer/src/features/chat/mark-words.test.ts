import { expect, test } from 'vitest'
import { markWords } from './mark-words'

test.each([
  ['A lighthouse at dusk', 'DUSK light', 'A [light]house at [dusk]'],
  ['What does (x) cost?', '(x) ?', 'What does [(x)] cost[?]'],
  ['A fox 🦊', '🦊', 'A fox [🦊]'],
  ['Nothing here', 'sea', 'Nothing here'],
  ['Nothing typed', ' ', 'Nothing typed'],
])('in %j the words %j are marked', (text, query, expected) => {
  const shown = markWords(text, query).map((part) => (part.isMarked ? `[${part.text}]` : part.text))
  expect(shown.join('')).toBe(expected)
})
