import { RECOMMENDED_MODEL, type Model } from '@shared/catalogue'
import { DAY_MS, ENDING_DAYS, lifetimeOf, type Offer } from '@shared/catalogue/offers'

export type ModelGroup = 'image' | 'text' | 'moreText' | 'ending' | 'demo'

const GROUPS: readonly ModelGroup[] = ['image', 'text', 'moreText', 'ending', 'demo']

/**
 * The picker's order: images first, then text, then what is or was being shut down, and what needs no key last. Within
 * a group come first those that the server offers.
 */
export function groupModels(
  offers: readonly Offer[],
  now: number,
): readonly { readonly name: ModelGroup; readonly offers: readonly Offer[] }[] {
  const shown = offers.filter(({ model }) => !isForgotten(model, now))
  return GROUPS.map((name) => ({
    name,
    offers: shown
      .filter((offer) => groupOf(offer, now) === name)
      .sort((one, other) => Number(one.isUnlisted) - Number(other.isUnlisted)),
  })).filter((group) => group.offers.length > 0)
}

/** Whether it ended so long ago that nobody looks for it any more. */
function isForgotten({ shutdown }: Pick<Model, 'shutdown'>, now: number): boolean {
  return shutdown !== undefined && now - Date.parse(shutdown) > ENDING_DAYS * DAY_MS
}

function groupOf({ model, isExtra }: Offer, now: number): ModelGroup {
  if (model.provider === 'demo') return 'demo'
  if (lifetimeOf(model, now) !== 'running' && model.id !== RECOMMENDED_MODEL) return 'ending'
  return isExtra && model.kind === 'text' ? 'moreText' : model.kind
}
