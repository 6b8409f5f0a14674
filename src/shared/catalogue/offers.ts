/**
 * What can be chosen: our models merged with the list that the server gives of its own. Pure.
 *
 * The list adds text models and pictures of a family that we know, wins over our dates of shutdown, and tells which of
 * ours it lacks; those are marked, never removed, because lists are known to be incomplete.
 */
import { findModel, MODELS, RECOMMENDED_MODEL, recommendedModel } from '.'
import type { IsoDate, Model, ModelId } from './model'
import { modelOfName, splitDate } from './names'

/** One line of `GET /models`. */
export interface ListedModel {
  readonly name: string
  readonly shutdown?: IsoDate
}

/** What a server said it offers, and when. */
export interface ModelListing {
  readonly server: string
  /** Milliseconds since the epoch. */
  readonly readAt: number
  readonly models: readonly ListedModel[]
}

export interface Offer {
  readonly model: Model
  /** The server's list was read, and lacks it. */
  readonly isUnlisted: boolean
  /** Only the server's list names it. */
  readonly isExtra: boolean
}

export interface OfferParts {
  readonly listing?: ModelListing | undefined
  /** What the alias of the recommended image model means. */
  readonly recommended: ModelId
}

/** Ours in their order, then what the server adds, newest version first. Those that have ended are among them. */
export function offersOf({ listing, recommended }: OfferParts): readonly Offer[] {
  const listed = new Map(listing?.models.map((model) => [model.name, model]))
  const ours = MODELS.map((model) => (model.id === RECOMMENDED_MODEL ? recommendedModel(recommended) : model))
  const offers = ours.map((model) => ({
    model: withListedEnd(model, listed),
    isUnlisted: listing !== undefined && model.provider === 'openai' && !listed.has(model.wireName),
    isExtra: false,
  }))
  const known = new Set(ours.map(({ wireName }) => wireName))
  const extras = (listing?.models ?? [])
    .filter(({ name }) => !known.has(name) && isOffered(name, listed, listing))
    .map(({ name }) => modelOfName(name, MODELS))
    .filter((model) => model !== undefined)
    .map((model) => ({ model: withListedEnd(model, listed), isUnlisted: false, isExtra: true }))
    .sort((one, other) => other.model.name.localeCompare(one.model.name, 'en', { numeric: true }))
  return [...offers, ...extras]
}

/** OpenAI lists much that is no conversation; who runs a server of their own lists what they want to use. */
function isOffered(name: string, listed: ReadonlyMap<string, ListedModel>, listing: ModelListing | undefined): boolean {
  const dated = splitDate(name)
  // The undated name means the newest version, which is what one wants.
  if (dated && listed.has(dated.base)) return false
  return !listing || !isOpenAIServer(listing.server) || /^(gpt-|chatgpt-|o\d)/.test(name)
}

function withListedEnd(model: Model, listed: ReadonlyMap<string, ListedModel>): Model {
  const shutdown = listed.get(model.wireName)?.shutdown
  return shutdown ? { ...model, shutdown } : model
}

export function isOpenAIServer(address: string): boolean {
  return /^https:\/\/([\w-]+\.)*openai\.com(?=[/:]|$)/.test(address)
}

/** The model as offered; one that is not offered (a frozen version, say) as we know it. */
export function findOffered(offers: readonly Offer[], id: ModelId): Model | undefined {
  return offers.find(({ model }) => model.id === id)?.model ?? findModel(id)
}

export type Lifetime = 'running' | 'ending' | 'ended'

/** Long enough to look around for another one. */
export const ENDING_DAYS = 60
export const DAY_MS = 24 * 60 * 60_000

/** `ending`: its shutdown is announced for the next 60 days. */
export function lifetimeOf({ shutdown }: Pick<Model, 'shutdown'>, now: number): Lifetime {
  const end = shutdown === undefined ? Number.NaN : Date.parse(shutdown)
  if (Number.isNaN(end)) return 'running'
  if (now >= end) return 'ended'
  return end - now <= ENDING_DAYS * DAY_MS ? 'ending' : 'running'
}

export interface Resolution {
  /** Can be asked. */
  readonly model: Model
  /** The one that was wanted, if it has ended. */
  readonly ended?: Model
}

/** The model, or in the place of one that has ended the first of its successors that has not. */
export function resolveEnded(wanted: Model, offers: readonly Offer[], now: number): Resolution {
  if (lifetimeOf(wanted, now) !== 'ended') return { model: wanted }
  const tried = new Set<string>([wanted.id])
  let next = wanted.successor
  while (next && !tried.has(next)) {
    tried.add(next)
    const model = findOffered(offers, next)
    if (model && lifetimeOf(model, now) !== 'ended') return { model, ended: wanted }
    next = model?.successor
  }
  const alive = offers.find(({ model }) => isAlternative(model, wanted) && lifetimeOf(model, now) !== 'ended')
  return alive ? { model: alive.model, ended: wanted } : { model: wanted }
}

function isAlternative(model: Model, wanted: Model): boolean {
  return model.kind === wanted.kind && model.provider === wanted.provider
}

/** What is asked for when this is chosen: the meaning of the alias, else the model itself. */
export function meaningOf({ id, wireName }: Pick<Model, 'id' | 'wireName'>): ModelId {
  return id === RECOMMENDED_MODEL ? `openai:${wireName}` : id
}
