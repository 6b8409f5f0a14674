import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { Failure } from '@shared/failure'
import { failureKind } from '@shared/failure-kinds'
import { assertNever } from '@shared/assert-never'
import { findService } from '@shared/services'
import { getServiceId, parseModelId } from '@shared/services/ids'
import type { HelpPage } from '@shared/services/service'
import { canRetry } from './can-retry'
import { defaultOption, lowerQuality, otherModel, smallerSize, type Asked, type RequestChange } from './request-change'

/** What the card can offer, in the order shown; the first is the most likely to help. */
export type Remedy =
  | 'retry'
  | 'edit'
  | 'settings'
  | 'chatSettings'
  | 'raiseCap'
  | 'useAddress'
  | 'fetchAddress'
  | 'copyAddress'
  | HelpPage
  | RemedyChange

/** Asks again with something changed; `lighter` is a smaller size or, if there is none, a lower quality. */
export type RemedyChange = 'lighter' | 'usual' | 'otherModel'

const HELP_PAGES: ReadonlySet<string> = new Set<HelpPage>(['billing', 'limits', 'verify', 'countries'])

/** A help page of the service that was called. */
export function getHelpPage({ model }: Pick<Asked, 'model'>, page: HelpPage): string | undefined {
  return findService(getServiceId(parseModelId(model)?.connection ?? ''))?.helpPages?.[page]
}

/** One that is likely to help, and at most two others. */
const MOST = 3

/**
 * Returns the remedies to offer. `asked`: the failed request; a change that would change nothing isn't offered. `now`:
 * decides which models have been shut down. `find`: includes what servers list.
 */
export function remediesFor(failure: Failure, asked: Asked, now: number, find?: ModelFinder): readonly Remedy[] {
  return wantedFor(failure)
    .filter((remedy) => remedy !== 'retry' || canRetry(failure))
    .filter((remedy) => isPossible(remedy, failure, asked))
    .filter((remedy) => !isChange(remedy) || changeFor(remedy, failure, asked, now, find) !== undefined)
    .slice(0, MOST)
}

/** A service's pages are no use if another server was called. */
function isPossible(remedy: Remedy, { suggestion, address, server, hasAnswer }: Failure, asked: Asked): boolean {
  if (remedy === 'useAddress') return suggestion !== undefined
  if (remedy === 'copyAddress') return address !== undefined
  if (remedy === 'fetchAddress') return address !== undefined && hasAnswer === true && URL.canParse(address)
  return !isHelpPage(remedy) || (server === undefined && getHelpPage(asked, remedy) !== undefined)
}

function isHelpPage(remedy: Remedy): remedy is HelpPage {
  return HELP_PAGES.has(remedy)
}

/** Matches messages about the size of the image or the work that it takes. */
const ABOUT_SIZE =
  /\b(?:size|pixels?|resolution|dimensions?|width|height|quality|memory|too (?:large|big|complex|expensive))\b/i

const CHANGES: ReadonlySet<Remedy> = new Set<RemedyChange>(['lighter', 'usual', 'otherModel'])

export function isChange(remedy: Remedy): remedy is RemedyChange {
  return CHANGES.has(remedy)
}

export function changeFor(
  remedy: RemedyChange,
  { option }: Failure,
  asked: Asked,
  now: number,
  find?: ModelFinder,
): RequestChange | undefined {
  switch (remedy) {
    case 'lighter':
      return smallerSize(asked, find) ?? lowerQuality(asked, find)
    case 'usual':
      return option && defaultOption(asked, option, find)
    case 'otherModel':
      return otherModel(asked, now)
    default:
      return assertNever(remedy)
  }
}

function wantedFor({ code, detail }: Failure): readonly Remedy[] {
  switch (code) {
    case 'organisation-unverified':
      return ['verify', 'retry', 'settings']
    case 'country-unsupported':
      return ['countries', 'retry', 'settings']
    case 'access-denied':
      return ['settings', 'otherModel', 'retry']
    case 'model-unavailable':
      // With the prompt in the message box, any other model is one choice away.
      return ['otherModel', 'edit', 'retry']
    case 'amount-unconfirmed':
      return ['retry', 'edit']
    case 'option-refused':
      return ['usual', 'edit', 'retry']
    case 'setting-refused':
      return ['chatSettings', 'retry', 'otherModel']
    case 'request-refused':
      return detail === undefined || ABOUT_SIZE.test(detail)
        ? ['edit', 'retry', 'lighter']
        : ['edit', 'retry', 'otherModel']
    case 'error-reported':
      return detail !== undefined && ABOUT_SIZE.test(detail) ? ['lighter', 'retry'] : ['retry', 'otherModel']
    case 'provider-down':
      return detail !== undefined && ABOUT_SIZE.test(detail) ? ['lighter', 'retry'] : ['retry']
    case 'request-unsupported':
      return ['otherModel', 'settings', 'retry']
    case 'address-wrong':
    case 'not-an-api':
      return ['useAddress', 'settings', 'retry']
    case 'image-address-refused':
    case 'image-address-failed':
      return ['fetchAddress', 'copyAddress', 'retry']
    case 'answer-over-length':
      return ['chatSettings', 'otherModel', 'retry']
    case 'image-not-made':
      return ['edit', 'otherModel', 'retry']
    case 'answer-tool-call':
    case 'answer-filtered':
      return ['edit', 'retry']
    case 'certificate-untrusted':
      return ['retry', 'settings']
    case 'day-limit-reached':
      return ['otherModel', 'limits', 'retry']
    case 'spend-limit-reached':
    case 'project-limit-reached':
      return ['limits', 'retry']
    case 'timed-out':
    case 'answer-too-large':
      return ['lighter', 'retry']
    case 'provider-busy':
    case 'rate-limited':
      return ['retry', 'otherModel']
    default:
      return wantedForKind(failureKind(code))
  }
}

function wantedForKind(kind: ReturnType<typeof failureKind>): readonly Remedy[] {
  switch (kind) {
    case 'invalid-input':
    case 'content-refused':
      return ['edit', 'retry']
    case 'not-authorised':
      return ['settings', 'retry']
    case 'quota-exhausted':
      return ['billing', 'retry']
    case 'over-budget':
      return ['raiseCap', 'retry']
    case 'rate-limited':
    case 'unreachable':
    case 'provider-failed':
    case 'storage-failed':
    case 'interrupted':
    case 'internal':
      return ['retry']
    default:
      return assertNever(kind)
  }
}
