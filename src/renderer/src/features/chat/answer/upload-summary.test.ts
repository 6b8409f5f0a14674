import { expect, test } from 'vitest'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import type { StoredImage, Upload } from '@shared/answer'
import { uploadSummary } from './upload-summary'

const image = (upload: Upload, id = 'a'): StoredImage => ({
  hash: 'f'.repeat(64) as ObjectHash,
  attachmentId: id as AttachmentId,
  format: 'png',
  width: 1,
  height: 1,
  bytes: 1,
  upload,
})
const uploaded: Upload = { state: 'uploaded', url: 'https://store.example/a.png' }

test('an answer is uploaded when all of its images are', () => {
  expect(uploadSummary([image(uploaded), image(uploaded)])).toEqual({ state: 'uploaded' })
  expect(uploadSummary([image(uploaded), image({ state: 'local' })])).toEqual({ state: 'local' })
  expect(uploadSummary([image(uploaded), image({ state: 'uploading' })])).toEqual({ state: 'uploading' })
})

test('one failed upload is what needs to be known, with what can be tried again', () => {
  const failed: Upload = { state: 'failed', reason: 'busy', retryAt: 5 }
  expect(uploadSummary([image(uploaded), image(failed, 'b'), image({ state: 'uploading' })])).toEqual({
    state: 'failed',
    reason: 'busy',
    retryAt: 5,
    failed: ['b'],
  })
})
