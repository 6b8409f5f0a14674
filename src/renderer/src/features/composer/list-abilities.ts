/** What a model can do beyond making an image or a text, for the marks in the model list. Pure. */
import type { Model } from '@shared/catalogue'
import { findService } from '@shared/services'

export type Ability = 'references' | 'mask' | 'transparent' | 'large' | 'previews' | 'keepsJobs' | 'reportsCost'

/** Pixels from which a size is called 4K. */
const PIXELS_4K = 3840 * 2160

/** In the order of the marks. */
export function listAbilities(model: Model): readonly Ability[] {
  const service = findService(model.service)
  const has: Partial<Record<Ability, boolean | undefined>> = {
    ...(model.kind === 'image' &&
      // What the server has to refuse if it can't do it is no ability to promise.
      !model.isGuessed && {
        references: model.references !== undefined,
        mask: model.references?.mask?.sentAs === 'alpha',
        transparent: model.backgrounds.includes('transparent'),
        large: (model.freeSizes?.maxPixels ?? 0) >= PIXELS_4K || model.resolutions?.includes('4K'),
        previews: model.maxPreviews > 0,
      }),
    keepsJobs: service?.keepsJobs,
    reportsCost: service?.reportsCost,
  }
  return ABILITIES.filter((ability) => has[ability])
}

const ABILITIES: readonly Ability[] = [
  'references',
  'mask',
  'transparent',
  'large',
  'previews',
  'keepsJobs',
  'reportsCost',
]
