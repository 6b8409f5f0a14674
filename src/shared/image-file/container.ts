import { latin1 } from './bytes'

/** The formats that are read part by part and that can contain XMP. */
export type Container = 'png' | 'jpeg' | 'webp'

/** In bytes: what `findContainer` needs to see. */
export const SIGNATURE_LENGTH = 12

/** Tells the container by the first bytes of a file. */
export function findContainer(head: Uint8Array): Container | undefined {
  const signature = latin1(head, 0, SIGNATURE_LENGTH)
  if (signature.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (signature.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (signature.startsWith('RIFF') && signature.endsWith('WEBP')) return 'webp'
  return undefined
}
