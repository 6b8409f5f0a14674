/** What is typed into the dialog before it is saved, and what of it has changed. What acts at once is not here. Pure. */
import { cleanKey, type KeyRemoval } from '@shared/clean-key'
import type { Limits } from '@shared/budget'
import { parseAmount, writeAmount } from './amount'
import { arePricesSound, changedPrices, priceInputsOf, type PriceInputs } from './own-prices-form'
import { getKeyName, type Connection, type SecretStatus } from '@shared/connections'
import type { BlobAccess, SecretName, SettingsChange, SettingsView } from '@shared/settings'

/** A typed text replaces the secret; `remove` takes it away; an empty text leaves it. */
export interface SecretInput {
  readonly text: string
  readonly remove: boolean
  /** What came along when it was pasted, and was taken away. */
  readonly removed?: readonly KeyRemoval[]
}

/** A connection as it is being edited. Typed names, types and switches are kept with Save like the rest. */
export interface ConnectionDraft extends Connection {
  readonly key: SecretInput
}

export interface SettingsForm {
  readonly connections: readonly ConnectionDraft[]
  readonly blobToken: SecretInput
  readonly blobAccess: BlobAccess
  readonly automaticRetries: number
  readonly dailyCap: string
  readonly monthlyCap: string
  readonly askAbove: string
  readonly ownPrices: PriceInputs
}

const UNTOUCHED: SecretInput = { text: '', remove: false }

export function formOf({ settings, connections }: SettingsView): SettingsForm {
  const { blobAccess, automaticRetries } = settings
  const amounts = {
    dailyCap: writeAmount(settings.dailyCap),
    monthlyCap: writeAmount(settings.monthlyCap),
    askAbove: writeAmount(settings.askAbove),
    ownPrices: priceInputsOf(settings.ownPrices),
  }
  const drafts = connections.map((connection) => ({ ...pickConnection(connection), key: UNTOUCHED }))
  return { connections: drafts, blobToken: UNTOUCHED, blobAccess, automaticRetries, ...amounts }
}

/** Only what differs, so that two windows do not undo each other's changes. Undefined when nothing does. */
export function changeOf(form: SettingsForm, view: SettingsView): SettingsChange | undefined {
  const { settings } = view
  const ownPrices = changedPrices(form.ownPrices, settings.ownPrices)
  const connections = changedConnections(form.connections, view)
  const changed = {
    ...(form.blobAccess !== settings.blobAccess && { blobAccess: form.blobAccess }),
    ...(form.automaticRetries !== settings.automaticRetries && { automaticRetries: form.automaticRetries }),
    ...(connections && { connections }),
    ...amountChange('dailyCap', form, settings),
    ...amountChange('monthlyCap', form, settings),
    ...amountChange('askAbove', form, settings),
    ...(ownPrices && { ownPrices }),
  }
  const secrets: Partial<Record<SecretName, string | null>> = Object.assign(
    secretChange('blobToken', form.blobToken),
    ...form.connections.map((draft) => secretChange(getKeyName(draft), draft.key)),
  )
  const hasSettings = Object.keys(changed).length > 0
  const hasSecrets = Object.keys(secrets).length > 0
  if (!hasSettings && !hasSecrets) return undefined
  return { ...(hasSettings && { settings: changed }), ...(hasSecrets && { secrets }) }
}

/**
 * All connections, as Settings keep them. A connection of the environment is only among them once something was changed
 * in it: then it belongs to Settings.
 */
function changedConnections(
  drafts: readonly ConnectionDraft[],
  { connections }: SettingsView,
): Connection[] | undefined {
  const next = drafts.map((draft) => ({
    ...pickConnection(draft),
    baseUrl: draft.baseUrl.trim(),
    name: draft.name.trim(),
  }))
  const before = connections.map(pickConnection)
  if (JSON.stringify(next) === JSON.stringify(before)) return undefined
  return next.filter((connection) => {
    const known = connections.find(({ id }) => id === connection.id)
    return known?.origin !== 'environment' || JSON.stringify(pickConnection(known)) !== JSON.stringify(connection)
  })
}

function pickConnection({ id, service, name, baseUrl, isDisabled, types }: Connection): Connection {
  return { id, service, name, baseUrl, ...(isDisabled && { isDisabled }), ...(types && { types }) }
}

/** Whether everything typed can be kept. */
export function isSound({ dailyCap, monthlyCap, askAbove, ownPrices, connections, blobToken }: SettingsForm): boolean {
  const keys = [blobToken, ...connections.map(({ key }) => key)]
  const areKeys = keys.every(({ text }) => text.trim() === '' || 'key' in cleanKey(text))
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
