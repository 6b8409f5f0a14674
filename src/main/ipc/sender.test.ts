import type { WebFrameMain } from 'electron'
import { expect, test } from 'vitest'
import { isOurPage, mayAsk } from './sender'

const top = (url: string): WebFrameMain => ({ url, parent: null }) as WebFrameMain

test('H01 our own page is heard, in a window of its own', () => {
  expect(isOurPage(top('easel://app/'), undefined)).toBe(true)
})

test.for<readonly [string, WebFrameMain | null]>([
  ['no frame, as after a navigation', null],
  [
    'a frame inside our page, even if it shows our page',
    { url: 'easel://app/', parent: top('easel://app/') } as WebFrameMain,
  ],
  ['another origin', top('https://evil.example/')],
  ['an origin that begins like ours', top('easel://app.evil.example/')],
  ['another host of our scheme', top('easel://other/')],
  ['our address as somebody’s path', top('https://evil.example/easel://app/')],
  ['a file', top('file:///easel://app/')],
  ['an empty page', top('about:blank')],
  ['a page without an address', top('')],
])('H01 %s is not', ([, frame]) => {
  expect(isOurPage(frame, undefined)).toBe(false)
})

test('the small window may hand in a question, hear what would answer it, and hide, and nothing else', () => {
  const page = 'easel://app/quick-ask.html'
  expect(['quickAsk.submit', 'quickAsk.describe', 'quickAsk.hide'].every((name) => mayAsk(page, name))).toBe(true)
  for (const name of ['quickAsk.take', 'quickAsk.prefer', 'settings.read', 'runs.start', 'links.open', undefined]) {
    expect(mayAsk(page, name)).toBe(false)
    expect(mayAsk(`${page}?x#y`, name)).toBe(false)
    expect(mayAsk('easel://app/', name)).toBe(true)
  }
})
