// The faults that Easel promises to survive, and the promises behind them. A row is proven by the tests whose names
// contain its id; `tests` names further ones that prove it too. `notYet` says why a row without a passing test isn't
// promised yet; without it such a row is an error. `notShown` says what a row's tests leave open.

import { appFaults } from './app-faults.mjs'
import { serviceFaults } from './service-faults.mjs'

export { promises } from './promises.mjs'

const notShown = {
  B08: 'a whole minute; the page is blocked while 30,000 words and an image arrive',
  E04: 'Chromium’s own deletion, which no disk that a test can mount causes; the test deletes the files instead',
  H09: 'a million entries; the reader stops at half of them',
}

/** By their letters. */
export const sections = [...appFaults, ...serviceFaults]
  .toSorted((a, b) => a.title.localeCompare(b.title))
  .map(({ title, rows }) => ({
    title,
    rows: rows.map(([id, when, expected, more = {}]) => ({
      id,
      when,
      expected,
      tests: [],
      notShown: notShown[id],
      ...more,
    })),
  }))
