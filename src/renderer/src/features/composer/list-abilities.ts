/** What a model can do beyond making an image or a text, for the marks in the model list. Pure. */
import type { ImageModel, Model } from '@shared/catalogue'
import { findService } from '@shared/services'

export type Ability = 'references' | 'mask' | 'transparent' | 'large' | 'previews' | 'keepsJobs' | 'reportsCost'

/** Pixels from which a size is called 4K. */
const PIXELS_4K = 3840 * 2160

/** In the order of the marks. */
export function listAbilities(model: Model): readonly Ability[] {
  const service = findService(model.service)
  const has: Partial<Record<Ability, boolean | undefined>> = {
    ...(model.kind === 'image' && {
      references: model.references !== undefined,
      mask: model.references?.mask !== undefined,
      transparent: model.backgrounds.includes('transparent'),
      large: isKnownToBeLarge(model),
      previews: model.maxPreviews > 0,
    }),
    keepsJobs: service?.keepsJobs,
    reportsCost: service?.reportsCost,
  }
  return ABILITIES.filter((ability) => has[ability])
}

/** The limits of models of which only the name is known leave everything to the server, so they promise nothing. */
function isKnownToBeLarge({ freeSizes, resolutions }: ImageModel): boolean {
  const isLarge = freeSizes !== undefined && freeSizes.maxPixels >= PIXELS_4K
  return (isLarge && Number.isFinite(freeSizes.experimentalAbove)) || resolutions?.includes('4K') === true
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
