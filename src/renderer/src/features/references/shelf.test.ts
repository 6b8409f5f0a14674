import { expect, test } from 'vitest'
import type { Reference } from './shelf'
import { findReferences } from './shelf'

const shelf = ['old-Über', 'Überfahrt', 'Hafen'].map((name) => ({ name }) as Reference)

test.each([
  ['uber', ['Überfahrt', 'old-Über']],
  ['ÜBERF', ['Überfahrt']],
  ['x', []],
  ['', ['old-Über', 'Überfahrt', 'Hafen']],
])('%j finds named images as the search finds chats: %j', (query, names) => {
  expect(findReferences(shelf, query).map(({ name }) => name)).toEqual(names)
})
