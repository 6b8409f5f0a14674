import type { InputImage } from '@shared/request'
import { runMaskJob } from './mask-jobs'

/** Why a file can't be a mask as it is. */
export type MaskFileProblem = 'notPng' | 'otherSize' | 'opaque' | 'transparent' | 'unreadable'

/** Reads the file. Undefined where it can be the mask of this image. */
export async function checkMaskFile(mask: InputImage, image: InputImage): Promise<MaskFileProblem | undefined> {
  if (mask.format !== 'png') return 'notPng'
  if (mask.width !== image.width || mask.height !== image.height) return 'otherSize'
  const inspected = await runMaskJob({ type: 'inspect', mask: mask.hash }).catch(() => undefined)
  if (inspected?.type !== 'inspected') return 'unreadable'
  if (inspected.coverage === 'some') return undefined
  return inspected.coverage === 'none' ? 'opaque' : 'transparent'
}
