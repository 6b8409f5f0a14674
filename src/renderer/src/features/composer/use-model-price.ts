import type { Model } from '@shared/catalogue'
import { useSettingsStore } from '@/bridge/settings-store'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { estimateModel, findTokenPrices, type ChosenNow } from './estimate-model'

interface ModelPrice {
  readonly shown: string
  /** Includes what the price is for, which the list states only once for all. */
  readonly described: string
}

/**
 * Returns a model's price. For an image model: of a request with the current choices, previews included, the same
 * figure as next to Send. For a text model: per million tokens. Undefined if no price is known.
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
