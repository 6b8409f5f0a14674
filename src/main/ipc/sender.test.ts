import type { WebFrameMain } from 'electron'
import { expect, test } from 'vitest'
import { isOurPage } from './sender'

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
