import { expect, test } from 'vitest'
import type { ChatPrint } from '@shared/chat-print'
import type { ObjectHash } from '@shared/ids'
import { parsers } from '../ipc/parsers'
import { buildPrintDocument } from './print-document'

const here = 'a'.repeat(64) as ObjectHash
const gone = 'b'.repeat(64) as ObjectHash
const image = { hash: here, alt: '"><script>alert(1)</script>', width: 1024, height: 768 }

const chat: ChatPrint = {
  title: '</title><script>alert(1)</script>',
  head: 'Printed & done',
  pieces: [
    { html: '<p class="words">Hello</p>' },
    { images: [image, { ...image, hash: gone }], areSmall: false },
    { images: [image], areSmall: true },
  ],
  missing: 'Image <file> missing',
}

test('a printed chat has the words of the page, images from the disk, and nothing that a title or a prompt could start', () => {
  const html = buildPrintDocument(chat, new Set([gone]), 'n')

  expect(html).not.toContain('<script')
  expect(html).toContain('<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>')
  expect(html).toContain('<p class="words">Hello</p><div class="images several">')
  expect(html.match(new RegExp(`<img src="easel-image://${here}/1600" width="1024" height="768"`, 'g'))).toHaveLength(2)
  expect(html).not.toContain(gone)
  expect(html).toContain('<p>Image &lt;file&gt; missing</p>')
  expect(html).toContain('<div class="images small">')
})

test('only words and known images can be handed in for print', () => {
  const print = parsers['chats.print']
  expect(print(chat)).toEqual(chat)
  expect(() => print({ ...chat, pieces: [{ images: [{ ...image, hash: '../etc' }], areSmall: true }] })).toThrow('hash')
  expect(() => print({ ...chat, pieces: [{ images: [{ ...image, width: 0 }], areSmall: true }] })).toThrow('width')
  expect(() => print({ ...chat, url: 'https://example.com' })).toThrow()
})
