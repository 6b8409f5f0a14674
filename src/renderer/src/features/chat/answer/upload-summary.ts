import type { AttachmentId } from '@shared/ids'
import type { StoredImage, UploadProblem } from '@shared/answer'

export type UploadSummary =
  | { readonly state: 'local' | 'uploading' | 'uploaded' }
  | {
      readonly state: 'failed'
      readonly reason: UploadProblem
      readonly retryAt?: number
      readonly failed: readonly AttachmentId[]
    }

/** One state for all images of an answer: the one that the user most needs to know. */
export function uploadSummary(images: readonly StoredImage[]): UploadSummary {
  const failed = images.filter(({ upload }) => upload.state === 'failed')
  const first = failed[0]?.upload
  if (first?.state === 'failed') {
    const { reason, retryAt } = first
    return { state: 'failed', reason, retryAt, failed: failed.map(({ attachmentId }) => attachmentId) }
  }
  const states = images.map(({ upload }) => upload.state)
  if (states.includes('uploading')) return { state: 'uploading' }
  return { state: states.every((state) => state === 'uploaded') ? 'uploaded' : 'local' }
}
