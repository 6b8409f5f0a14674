import type { AttachmentId, ObjectHash } from '../../src/shared/ids'
import type { InputImage } from '../../src/shared/request'

/** An image attached to a request. */
export function anInputImage(part: Partial<InputImage> = {}): InputImage {
  return {
    hash: 'a'.repeat(64) as ObjectHash,
    format: 'png',
    width: 64,
    height: 64,
    bytes: 1_000,
    attachmentId: '1c7d0000-0000-4000-8000-000000000000:0' as AttachmentId,
    role: 'reference',
    ...part,
  }
}
