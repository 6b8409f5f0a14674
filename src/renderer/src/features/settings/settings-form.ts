/** What is typed into the dialog before it is saved, and what of it has changed. What acts at once is not here. Pure. */
import { cleanKey, type KeyRemoval } from '@shared/clean-key'
import type { Limits } from '@shared/budget'
import { parseAmount, writeAmount } from './amount'
import { arePricesSound, changedPrices, priceInputsOf, type PriceInputs } from './own-prices-form'
import type { BlobAccess, SecretName, SecretStatus, SettingsChange, SettingsView } from '@shared/settings'

/** A typed text replaces the secret; `remove` takes it away; an empty text leaves it. */
export interface SecretInput {
  readonly text: string
  readonly remove: boolean
  /** What came along when it was pasted, and was taken away. */
  readonly removed?: readonly KeyRemoval[]
}

export interface SettingsForm {
  readonly openaiKey: SecretInput
  readonly blobToken: SecretInput
  readonly openaiBaseUrl: string
  readonly blobAccess: BlobAccess
  readonly automaticRetries: number
  readonly dailyCap: string
  readonly monthlyCap: string
  readonly askAbove: string
  readonly ownPrices: PriceInputs
}

const UNTOUCHED: SecretInput = { text: '', remove: false }

export function formOf({ settings }: SettingsView): SettingsForm {
  const { openaiBaseUrl, blobAccess, automaticRetries } = settings
  const amounts = {
    dailyCap: writeAmount(settings.dailyCap),
    monthlyCap: writeAmount(settings.monthlyCap),
    askAbove: writeAmount(settings.askAbove),
    ownPrices: priceInputsOf(settings.ownPrices),
  }
  const kept = { openaiBaseUrl, blobAccess, automaticRetries }
  return { openaiKey: UNTOUCHED, blobToken: UNTOUCHED, ...kept, ...amounts }
}

/** Only what differs, so that two windows do not undo each other's changes. Undefined when nothing does. */
export function changeOf(form: SettingsForm, { settings }: SettingsView): SettingsChange | undefined {
  const baseUrl = form.openaiBaseUrl.trim()
  const ownPrices = changedPrices(form.ownPrices, settings.ownPrices)
  const changed = {
    ...(form.blobAccess !== settings.blobAccess && { blobAccess: form.blobAccess }),
    ...(form.automaticRetries !== settings.automaticRetries && { automaticRetries: form.automaticRetries }),
    ...(baseUrl !== settings.openaiBaseUrl && { openaiBaseUrl: baseUrl }),
    ...amountChange('dailyCap', form, settings),
    ...amountChange('monthlyCap', form, settings),
    ...amountChange('askAbove', form, settings),
    ...(ownPrices && { ownPrices }),
  }
  const secrets: Partial<Record<SecretName, string | null>> = {
    ...secretChange('openaiKey', form.openaiKey),
    ...secretChange('blobToken', form.blobToken),
  }
  const hasSettings = Object.keys(changed).length > 0
  const hasSecrets = Object.keys(secrets).length > 0
  if (!hasSettings && !hasSecrets) return undefined
  return { ...(hasSettings && { settings: changed }), ...(hasSecrets && { secrets }) }
}

/** Whether everything typed can be kept. */
export function isSound({ dailyCap, monthlyCap, askAbove, ownPrices, openaiKey, blobToken }: SettingsForm): boolean {
  const areKeys = [openaiKey, blobToken].every(({ text }) => text.trim() === '' || 'key' in cleanKey(text))
  const areAmounts = [dailyCap, monthlyCap, askAbove].every((input) => parseAmount(input) !== undefined)
  return areKeys && areAmounts && arePricesSound(ownPrices)
}

function amountChange(name: keyof Limits, form: SettingsForm, settings: Limits): Partial<Limits> {
  const amount = parseAmount(form[name])
  return amount === undefined || amount === settings[name] ? {} : { [name]: amount }
}

function secretChange(name: SecretName, { text, remove }: SecretInput): Partial<Record<SecretName, string | null>> {
  const typed = cleanKey(text)
  if ('key' in typed) return { [name]: typed.key }
  // What cannot be a key is refused by `isSound`.
  if (text.trim() !== '') return {}
  return remove ? { [name]: null } : {}
}

/** Whether there is something of ours to take away; the environment's is not ours. */
export function isRemovable({ source }: SecretStatus): boolean {
  return source !== 'none' && source !== 'environment'
}
