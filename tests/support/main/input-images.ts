/** Input images for tests of adapters: as requests name them, and on the disk of an attempt. */
import type { AttachmentId, ObjectHash } from '../../../src/shared/ids'
import type { StoredFormat } from '../../../src/shared/image-options'
import type { InputImage, InputRole } from '../../../src/shared/request'
import type { NetworkAttempt } from './network-attempt'

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

/** An input whose bytes the attempt can read. */
export function addInput(
  attempt: NetworkAttempt,
  bytes: Buffer,
  { role = 'reference', format = 'png' }: { readonly role?: InputRole; readonly format?: StoredFormat } = {},
): InputImage {
  const hash = String(attempt.inputs.size).padStart(64, '0') as ObjectHash
  attempt.inputs.set(hash, bytes)
  return anInputImage({ hash, bytes: bytes.length, role, format })
}
