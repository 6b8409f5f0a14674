import { expect, test, vi } from 'vitest'
import { findSpellingLanguages } from './spelling'

vi.mock('electron', () => ({ app: {}, session: {} }))

test("the user's languages are checked, in the form in which there is a dictionary", () => {
  const available = ['de', 'en-GB', 'en-US', 'fr', 'pt-BR', 'pt-PT']
  expect(findSpellingLanguages(['de-CH', 'en-GB', 'fr-FR', 'pt'], available)).toEqual(['de', 'en-GB', 'fr'])
  expect(findSpellingLanguages(['pt', 'pt-PT'], available)).toEqual(['pt-BR'])
  expect(findSpellingLanguages(['en-US', 'en'], ['en', ...available])).toEqual(['en-US'])
  expect(findSpellingLanguages(['ja-JP'], available)).toEqual(['en-US'])
})
