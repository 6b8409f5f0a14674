import type { Model } from '@shared/catalogue'
import { useChosenModel } from './use-chosen-model'

/** Returns what the open chat's composer makes: images, until main has sent the available models. */
export function useChosenKind(): Model['kind'] {
  return useChosenModel()?.kind ?? 'image'
}
