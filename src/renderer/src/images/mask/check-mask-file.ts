import type { InputImage } from '@shared/request'
import { judgeMask } from './judge-mask'

/** Why a file can't be used as a mask. */
export type MaskFileProblem = 'notPng' | 'otherSize' | 'opaque' | 'transparent' | 'unreadable'

/** Reads the file. Returns undefined if it can be the mask of this image. */
export async function checkMaskFile(mask: InputImage, image: InputImage): Promise<MaskFileProblem | undefined> {
  if (mask.format !== 'png') return 'notPng'
  if (mask.width !== image.width || mask.height !== image.height) return 'otherSize'
  const coverage = await judgeMask(mask.hash)
  if (coverage === undefined) return 'unreadable'
  if (coverage === 'some') return undefined
  return coverage === 'none' ? 'opaque' : 'transparent'
}
