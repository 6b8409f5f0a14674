import { latin1 } from './bytes'

/** The formats that are read part by part and can contain XMP. */
export type Container = 'png' | 'jpeg' | 'webp'

/** Bytes that `findContainer` needs. */
export const SIGNATURE_LENGTH = 12

/** Recognizes the container by a file's first bytes. */
export function findContainer(head: Uint8Array): Container | undefined {
  const signature = latin1(head, 0, SIGNATURE_LENGTH)
  if (signature.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (signature.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (signature.startsWith('RIFF') && signature.endsWith('WEBP')) return 'webp'
  return undefined
}
