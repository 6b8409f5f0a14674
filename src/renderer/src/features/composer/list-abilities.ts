/** A model's abilities beyond making images or text, for the icons in the model list. Pure. */
import type { Model } from '@shared/catalogue'
import { findService } from '@shared/services'

export type Ability = 'references' | 'mask' | 'transparent' | 'large' | 'previews' | 'keepsJobs' | 'reportsCost'

/** Sizes with at least this many pixels count as 4K. */
const PIXELS_4K = 3840 * 2160

/** Returns the abilities in the order of the icons. */
export function listAbilities(model: Model): readonly Ability[] {
  const service = findService(model.service)
  const has: Partial<Record<Ability, boolean | undefined>> = {
    ...(model.kind === 'image' &&
      // Don't promise what the server may turn out to refuse.
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
