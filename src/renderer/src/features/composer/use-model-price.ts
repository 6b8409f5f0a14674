import type { Model } from '@shared/catalogue'
import { useSettingsStore } from '@/bridge/settings-store'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { estimateModel, findTokenPrices, type ChosenNow } from './estimate-model'

interface ModelPrice {
  readonly shown: string
  /** Says what it's for, where the list says so once for all. */
  readonly described: string
}

/**
 * Of an image model, for a request with everything as it is chosen now, previews included: the same figure as beside Send. Of
 * a text model, for a million tokens. Undefined where no price is known.
 */
export function useModelPrice(model: Model, now: ChosenNow): ModelPrice | undefined {
  const { t } = useTranslation()
  const format = useFormat()
  const own = useSettingsStore((state) => state.view?.settings.ownPrices) ?? {}
  const tokens = findTokenPrices(model, own)
  if (tokens) {
    const [input, output] = format.prices([tokens.textIn * 1_000_000, tokens.textOut * 1_000_000])
    const shown = t('composer.tokenPrices', { input, output })
    return { shown, described: t('composer.perMillion', { prices: shown }) }
  }
  const price = format.estimate(estimateModel(model, now))
  return price === undefined ? undefined : { shown: price, described: price }
}
