import { DEMO_MODEL, findModel, RECOMMENDED_MODEL, type Model, type ModelId } from '@shared/catalogue'
import { findOffered, lifetimeOf, offersOf, resolveEnded, type Offer, type Resolution } from '@shared/catalogue/offers'
import type { SecretStatus, SettingsView } from '@shared/settings'

/** Whether requests that need this key can be made at all. */
export function isUsable(secret: SecretStatus): boolean {
  return secret.source === 'saved' || secret.source === 'session' || secret.source === 'environment'
}

export function needsKey(model: Model, view: SettingsView): boolean {
  return model.provider === 'openai' && !isUsable(view.secrets.openaiKey)
}

const offersByView = new WeakMap<SettingsView, readonly Offer[]>()

/** What can be chosen now. The same array for the same view. */
export function offersFor(view: SettingsView): readonly Offer[] {
  const known = offersByView.get(view)
  if (known) return known
  const offers = offersOf({ listing: view.listing, recommended: view.settings.recommendedModel })
  offersByView.set(view, offers)
  return offers
}

/**
 * The first of the wanted models that can be one, else the model of the last send, else the default. In the place of one
 * that was shut down comes its successor, and which one has ended is told.
 */
export function modelFor(wanted: readonly (ModelId | undefined)[], view: SettingsView, now: number): Resolution {
  const offers = offersFor(view)
  for (const id of wanted) {
    const model = id && findOffered(offers, id)
    if (model) return resolveEnded(model, offers, now)
  }
  const last = view.settings.lastModel && findOffered(offers, view.settings.lastModel)
  if (last && !needsKey(last, view)) return resolveEnded(last, offers, now)
  return { model: defaultModel(view, offers, now) }
}

/** With a key the recommended model; where the server says that it lacks it, the first image model that it has. */
function defaultModel(view: SettingsView, offers: readonly Offer[], now: number): Model {
  const wanted = findOffered(offers, isUsable(view.secrets.openaiKey) ? RECOMMENDED_MODEL : DEMO_MODEL)
  if (!wanted) throw new Error('The catalogue lacks its own default')
  if (!offers.some(({ model, isUnlisted }) => model.id === wanted.id && isUnlisted)) {
    return resolveEnded(wanted, offers, now).model
  }
  const listed = offers.find(
    ({ model, isUnlisted }) =>
      !isUnlisted && model.kind === 'image' && model.provider === wanted.provider && lifetimeOf(model, now) !== 'ended',
  )
  return listed?.model ?? wanted
}

/** The name for people of what the alias means, or of the model itself. */
export function meantName({ wireName, name }: Model): string {
  return findModel(`openai:${wireName}`)?.name ?? name
}
