import { expect, test } from 'vitest'
import { listFileFormats } from './list-file-formats'

const list = (path: string, platform: NodeJS.Platform) =>
  listFileFormats(path, platform).map(({ name, bytes }) => [
    name,
    bytes.toString(platform === 'win32' ? 'utf16le' : 'utf8'),
  ])

test('a copied file is known to the file managers of Linux, whatever its name', () => {
  expect(list('/tmp/a boat & שלום #1.png', 'linux')).toEqual([
    ['text/uri-list', 'file:///tmp/a%20boat%20&%20%D7%A9%D7%9C%D7%95%D7%9D%20%231.png\r\n'],
    ['x-special/gnome-copied-files', 'copy\nfile:///tmp/a%20boat%20&%20%D7%A9%D7%9C%D7%95%D7%9D%20%231.png'],
  ])
})

test('a copied file is known to the Finder, and no name ends its list', () => {
  const [list_, url] = list('/tmp/a <b> & c.png', 'darwin')
  expect(list_?.[0]).toBe('NSFilenamesPboardType')
  expect(list_?.[1]).toContain('<array><string>/tmp/a &lt;b&gt; &amp; c.png</string></array>')
  expect(url).toEqual(['public.file-url', 'file:///tmp/a%20%3Cb%3E%20&%20c.png'])
})

test('a copied file is known to the Explorer by its path', () => {
  expect(list('C:\\Easel\\drag/a boat.png', 'win32')).toEqual([['FileNameW', 'C:\\Easel\\drag\\a boat.png\0']])
})
