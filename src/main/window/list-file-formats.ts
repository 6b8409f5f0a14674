/** Lists the clipboard formats with which each system's file manager pastes a file. Pure. */
import { win32 } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface ClipboardFormat {
  /** The system's name for the format. */
  readonly name: string
  readonly bytes: Buffer
}

/** Lists the most widely understood format first. `path` must be absolute. */
export function listFileFormats(
  path: string,
  platform: NodeJS.Platform,
): readonly [ClipboardFormat, ...ClipboardFormat[]] {
  // Windows expects UTF-16 with a terminating zero.
  if (platform === 'win32') return [{ name: 'FileNameW', bytes: Buffer.from(`${win32.normalize(path)}\0`, 'utf16le') }]
  const url = pathToFileURL(path).href
  if (platform === 'darwin') {
    return [
      { name: 'NSFilenamesPboardType', bytes: Buffer.from(writePropertyList(path)) },
      { name: 'public.file-url', bytes: Buffer.from(url) },
    ]
  }
  return [
    { name: 'text/uri-list', bytes: Buffer.from(`${url}\r\n`) },
    { name: 'x-special/gnome-copied-files', bytes: Buffer.from(`copy\n${url}`) },
  ]
}

function writePropertyList(path: string): string {
  const text = path.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">' +
    `<plist version="1.0"><array><string>${text}</string></array></plist>`
  )
}
