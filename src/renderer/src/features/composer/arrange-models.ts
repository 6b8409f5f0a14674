/**
 * How the model list is laid out: by connection, images and text apart, and apart from both what cannot be asked. A model
 * that only lacks a key can be chosen: it shows what a key would bring, and sending asks for the key. Pure.
 */
import { RECOMMENDED_MODEL, type Model, type ConnectionId } from '@shared/catalogue'
import { DAY_MS, ENDING_DAYS, getLifetime, type Offer } from '@shared/catalogue/offers'

export interface ModelGroup {
  readonly connection: ConnectionId
  /** Images before text; neither is empty. */
  readonly kinds: readonly { readonly kind: Model['kind']; readonly offers: readonly Offer[] }[]
}

export interface ModelArrangement {
  readonly groups: readonly ModelGroup[]
  /** One key makes all of these usable. */
  readonly needKey: readonly Offer[]
  /** Not offered by the server, or shut down. */
  readonly unavailable: readonly Offer[]
}

/** With a key the demo is last: it is for when there is nothing else. */
const CONNECTIONS: readonly ConnectionId[] = ['openai', 'demo']
const KINDS = ['image', 'text'] as const

interface Circumstances {
  readonly now: number
  readonly isKeyMissing: boolean
  /** What is searched for: every word must be part of the name. */
  readonly query: string
}

export function arrangeModels(offers: readonly Offer[], circumstances: Circumstances): ModelArrangement {
  const { now, isKeyMissing, query } = circumstances
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = offers.filter(({ model }) => !isLongGone(model, now) && matches(model, words))
  const isUnavailable = ({ model, isUnlisted }: Offer): boolean => isUnlisted || getLifetime(model, now) === 'ended'
  const isLocked = (offer: Offer): boolean => isKeyMissing && offer.model.connection !== 'demo'
  const usable = found.filter((offer) => !isUnavailable(offer))
  // What works now comes first.
  const connections = isKeyMissing ? CONNECTIONS.toReversed() : CONNECTIONS
  const groups = connections
    .map((connection) => ({
      connection,
      kinds: KINDS.map((kind) => ({
        kind,
        offers: usable
          .filter(({ model }) => model.connection === connection && model.kind === kind)
          // What ends soon comes after what stays. The sort keeps the order of the rest.
          .sort((one, other) => Number(isEnding(one, now)) - Number(isEnding(other, now))),
      })).filter((part) => part.offers.length > 0),
    }))
    .filter(({ kinds }) => kinds.length > 0)
  return {
    groups,
    needKey: found.filter((offer) => isLocked(offer) && !isUnavailable(offer)),
    unavailable: found.filter(isUnavailable),
  }
}

function isEnding({ model }: Offer, now: number): boolean {
  return getLifetime(model, now) !== 'running' && model.id !== RECOMMENDED_MODEL
}

/** Shut down so long ago that people have stopped looking for it. */
function isLongGone({ shutdown }: Pick<Model, 'shutdown'>, now: number): boolean {
  return shutdown !== undefined && now - Date.parse(shutdown) > ENDING_DAYS * DAY_MS
}

function matches({ name, wireName }: Model, words: readonly string[]): boolean {
  const text = `${name} ${wireName}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
