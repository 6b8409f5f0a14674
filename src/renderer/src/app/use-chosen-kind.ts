import type { Model } from '@shared/catalogue'
import { useChosenModel } from './use-chosen-model'

/** What the composer of the open chat asks for: an image until main has said which models can be used. */
export function useChosenKind(): Model['kind'] {
  return useChosenModel()?.kind ?? 'image'
}
