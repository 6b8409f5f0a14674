import { expect, test } from 'vitest'
import { createParts } from './request'

test('half a character and NUL are replaced in what is sent, and nothing else is', () => {
  const told = 'a\ud83d b\ude00 \0 \ud83d\ude00 \u001b[1m שלום\u202e\n\tc'
  const sent = 'a\ufffd b\ufffd \ufffd \ud83d\ude00 \u001b[1m שלום\u202e\n\tc'
  expect(createParts(told)).toEqual([{ type: 'text', text: sent }])
})
