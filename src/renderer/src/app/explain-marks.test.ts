import { expect, test } from 'vitest'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import { anInputImage } from '../../../../tests/support/input-image'
import { explainMarks } from './explain-marks'

const original = anInputImage({ hash: '1'.repeat(64) as ObjectHash, width: 40, height: 30 })
const other = anInputImage({ hash: '2'.repeat(64) as ObjectHash })
const madeFrom = { ...original, attachmentId: 'a:0' as AttachmentId }
const marked = anInputImage({ hash: '3'.repeat(64) as ObjectHash, width: 40, height: 30, madeFrom })
const cut = anInputImage({ hash: '4'.repeat(64) as ObjectHash, width: 20, height: 30, madeFrom })

test('a marked copy is told by the numbers of both images, in whichever order they are', () => {
  expect(explainMarks([original, marked])).toMatch(/^Image 2 is image 1 with marks/)
  expect(explainMarks([other, marked, original])).toMatch(/^Image 2 is image 3 with marks/)
})

test('alone it is told without numbers, and what is no marked copy is not told at all', () => {
  expect(explainMarks([marked])).toMatch(/^The marks on the image/)
  expect(explainMarks([original, cut, other])).toBeUndefined()
})
