import type { StoredImage } from '@shared/answer'
import type { AttachmentRow } from '@/data/rows'

/**
 * Reads an image from its row. Of its upload, only the link counts: a missing file can be downloaded from there. Whether
 * it's still in progress is known from its run.
 */
export function toStoredImage(row: AttachmentRow): StoredImage {
  const { id, hash, format, width, height, bytes, revisedPrompt, uploadState, url } = row
  return {
    attachmentId: id,
    hash,
    format,
    width,
    height,
    bytes,
    ...(revisedPrompt !== undefined && { revisedPrompt }),
    upload: uploadState === 'uploaded' && url !== undefined ? { state: 'uploaded', url } : { state: 'local' },
  }
}
