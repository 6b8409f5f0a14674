import { DEMO_MODEL, findModel, listModels, RECOMMENDED_MODEL, type Model, type ModelId } from '@shared/catalogue'
import {
  findOffered,
  getLifetime,
  listOffers,
  type ModelListing,
  resolveEnded,
  type Offer,
  type Resolution,
} from '@shared/catalogue/offers'
import { findInputProblem } from '@shared/catalogue/inputs'
import { findConnection, lacksKey, type ConnectionView } from '@shared/connections'
import { findService } from '@shared/services'
import type { InputImage } from '@shared/request'
import type { SettingsView } from '@shared/settings'

export function needsKey(model: Model, { connections }: SettingsView): boolean {
  const connection = findConnection(connections, model.id)
  return connection !== undefined && lacksKey(connection)
}

/** Whether anything but the free models is available now, as far as keys are concerned. */
export function hasUsableConnection({ connections }: SettingsView): boolean {
  return connections.some((one) => !one.isDisabled && !isFree(one) && !lacksKey(one))
}

function isFree({ service }: Pick<ConnectionView, 'service'>): boolean {
  return findService(service)?.key === 'none'
}

const offersByView = new WeakMap<SettingsView, readonly Offer[]>()
let latest: { readonly view: SettingsView; readonly offers: readonly Offer[] } | undefined

/**
 * Returns the models that can be chosen. The same array for the same view, and for views that differ only in other
 * settings.
 */
export function offersFor(view: SettingsView): readonly Offer[] {
  const known = offersByView.get(view)
  if (known) return known
  // Main sends a whole view after every change, even of the theme. Don't list thousands of models again for that.
  const offers =
    latest && offerTheSame(latest.view, view)
      ? latest.offers
      : listOffers({ connections: view.connections, recommended: view.settings.recommendedModel })
  offersByView.set(view, offers)
  latest = { view, offers }
  return offers
}

/** Whether everything that `listOffers` reads is equal. */
function offerTheSame(one: SettingsView, other: SettingsView): boolean {
  return (
    one.settings.recommendedModel === other.settings.recommendedModel &&
    one.connections.length === other.connections.length &&
    one.connections.every((connection, index) => {
      const now = other.connections[index]
      return (
        connection.id === now?.id &&
        connection.service === now.service &&
        connection.isDisabled === now.isDisabled &&
        JSON.stringify(connection.types) === JSON.stringify(now.types) &&
        listTheSame(connection.listing, now.listing)
      )
    })
  )
}

function listTheSame(one: ModelListing | undefined, other: ModelListing | undefined): boolean {
  return (
    one?.server === other?.server &&
    one?.models.length === other?.models.length &&
    (one?.models ?? []).every(({ name, shutdown, facts }, index) => {
      const now = other?.models[index]
      // Prices may arrive after the list.
      const isToldTheSame = facts === now?.facts || JSON.stringify(facts) === JSON.stringify(now?.facts)
      return name === now?.name && shutdown === now.shutdown && isToldTheSame
    })
  )
}

/**
 * Resolves the model to use: the first of the wanted ones that exists, else the one for new chats: chosen in Settings,
 * else last used, else the default. An unavailable model is replaced by one of the same kind, so a chat for text never
 * ends in a paid image. If a wanted model was shut down or its connection is gone, `ended` names it.
 */
export function modelFor(wanted: readonly (ModelId | undefined)[], view: SettingsView, now: number): Resolution {
  const offers = offersFor(view)
  for (const id of wanted) {
    const model = id && findOffered(offers, id)
    if (!model) continue
    if (isGone(model, view)) return { model: findReplacement(model, view, now), ended: model }
    return resolveEnded(model, offers, now)
  }
  const { newChatModel, lastModel } = view.settings
  const start = (newChatModel && findOffered(offers, newChatModel)) || (lastModel && findOffered(offers, lastModel))
  if (!start) return { model: defaultModel(view, offers, now) }
  if (isGone(start, view)) return { model: findReplacement(start, view, now) }
  if (needsKey(start, view)) return { model: findDemo(start.kind, offers) }
  const resolution = resolveEnded(start, offers, now)
  return { ...resolution, model: findListed(resolution.model, offers, now) }
}

/** Whether its connection was removed or turned off. */
function isGone({ id }: Model, { connections }: SettingsView): boolean {
  const connection = findConnection(connections, id)
  return connection === undefined || connection.isDisabled === true
}

/** Returns the same model from another connection, else the first available one of its kind, else the free one. */
function findReplacement(gone: Model, view: SettingsView, now: number): Model {
  const offers = offersFor(view)
  const usable = offers.flatMap(({ model, isUnlisted }) => {
    const isUsable = !isUnlisted && !needsKey(model, view) && getLifetime(model, now) !== 'ended'
    return isUsable && model.kind === gone.kind && model.prices !== 'free' ? [model] : []
  })
  return usable.find(({ wireName }) => wireName === gone.wireName) ?? usable[0] ?? findDemo(gone.kind, offers)
}

/** Returns the model if it's known and has a key. */
export function findUsable(id: ModelId, view: SettingsView): Model | undefined {
  const model = findOffered(offersFor(view), id)
  return model && !isGone(model, view) && !needsKey(model, view) ? model : undefined
}

/** How many models are offered to replace one that doesn't accept the attachments. */
const MOST_TAKERS = 2

/** Returns available models that accept these images: those of the same kind and connection first, the demo last. */
export function findTakers(
  inputs: readonly InputImage[],
  instead: Model,
  view: SettingsView,
  now: number,
): readonly Model[] {
  const rank = ({ kind, connection, service }: Model): number =>
    (kind === instead.kind ? 0 : 2) + (connection === instead.connection ? 0 : 1) + (service === 'demo' ? 4 : 0)
  return offersFor(view)
    .flatMap(({ model, isUnlisted }) =>
      !isUnlisted &&
      !isGone(model, view) &&
      !needsKey(model, view) &&
      getLifetime(model, now) === 'running' &&
      // A text model would talk about the images instead of making one.
      (model.kind === 'image' || instead.kind === 'text') &&
      !findInputProblem(model, inputs)
        ? [model]
        : [],
    )
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, MOST_TAKERS)
}

/**
 * Whether a model was known only from its server's list, and the current list lacks it. It may still work, so it stays
 * chosen.
 */
export function isDropped(model: Model, { connections }: SettingsView): boolean {
  const connection = findConnection(connections, model.id)
  if (
    !connection?.listing ||
    findService(connection.service)?.models.some(({ wireName }) => wireName === model.wireName)
  )
    return false
  return !connection.listing.models.some(({ name }) => name === model.wireName)
}

/** Returns the model to remember as last used; undefined if that doesn't change. */
export function modelToRemember(used: ModelId, view: SettingsView): ModelId | undefined {
  const { lastModel } = view.settings
  // Without a key new chats start with the demo anyway. If remembered, it would still be used once there is a key.
  if (lastModel === undefined && used === DEMO_MODEL && !hasUsableConnection(view)) return undefined
  return used === lastModel ? undefined : used
}

function findDemo(kind: Model['kind'], offers: readonly Offer[]): Model {
  const demo = [...offers.map(({ model }) => model), ...listModels()].find(
    (model) => model.kind === kind && model.service === 'demo',
  )
  if (!demo) throw new Error('The catalogue lacks its demo models')
  return demo
}

/** Returns the model itself, or if the server reports that it lacks it, the first of its kind that the server has. */
function findListed(wanted: Model, offers: readonly Offer[], now: number): Model {
  if (!offers.some(({ model, isUnlisted }) => model.id === wanted.id && isUnlisted)) return wanted
  const listed = offers.find(
    ({ model, isUnlisted }) =>
      !isUnlisted &&
      model.kind === wanted.kind &&
      model.connection === wanted.connection &&
      getLifetime(model, now) !== 'ended',
  )
  return listed?.model ?? wanted
}

function findDefault(view: SettingsView, offers: readonly Offer[]): Model | undefined {
  const recommended = findOffered(offers, RECOMMENDED_MODEL)
  if (recommended && findConnection(view.connections, recommended.id) && !needsKey(recommended, view))
    return recommended
  const usable = view.connections.filter((one) => !one.isDisabled && !isFree(one) && !lacksKey(one))
  const images = usable.flatMap(({ id }) =>
    offers.filter(({ model }) => model.connection === id && model.kind === 'image'),
  )
  return images[0]?.model ?? findOffered(offers, DEMO_MODEL)
}

/** Returns the recommended model if it has a key; else the first image model with one, else the demo. */
function defaultModel(view: SettingsView, offers: readonly Offer[], now: number): Model {
  const wanted = findDefault(view, offers)
  if (!wanted) throw new Error('The catalogue lacks its own default')
  const listed = findListed(wanted, offers, now)
  return listed === wanted ? resolveEnded(wanted, offers, now).model : listed
}

/** Returns the display name of the model that an alias points to, or of the model itself. */
export function meantName({ connection, wireName, name }: Model): string {
  return findModel(`${connection}:${wireName}`)?.name ?? name
}
