/** The dialog's unsaved changes. Settings that apply at once aren't here. Pure. */
import { cleanKey, type KeyRemoval } from '@shared/clean-key'
import type { Limits } from '@shared/budget'
import { parseAmount, writeAmount } from '@/lib/amount'
import { arePricesSound, changedPrices, writePriceInputs, type PriceInputs } from './own-prices-form'
import { getKeyName, pickConnection, type Connection, type SecretStatus } from '@shared/connections'
import { trimText } from '@shared/is-blank'
import type { ConnectionId } from '@shared/services/ids'
import { areWindowsSound, readWindows, type WindowTexts } from './connections/window-texts'
import type { BlobAccess, SecretName, SettingsChange, SettingsView } from '@shared/settings'

/** A typed text replaces the secret; `remove` deletes it; an empty text keeps it. */
export interface SecretInput {
  readonly text: string
  readonly remove: boolean
  /** What was removed from the pasted text. */
  readonly removed?: readonly KeyRemoval[]
}

/** The unsaved changes of a connection's form. Order and switches apply at once, so they aren't here. */
export interface ConnectionDraft {
  readonly name: string
  readonly baseUrl: string
  readonly types?: Connection['types'] | undefined
  /** Context windows as typed, by model name. Absent: as saved. */
  readonly windows?: WindowTexts | undefined
  readonly key: SecretInput
}

export interface SettingsForm {
  /** Only connections with changes. */
  readonly connections: Readonly<Record<ConnectionId, ConnectionDraft>>
  readonly blobToken: SecretInput
  readonly blobAccess: BlobAccess
  readonly automaticRetries: number
  readonly dailyCap: string
  readonly monthlyCap: string
  readonly askAbove: string
  readonly ownPrices: PriceInputs
}

export const UNTOUCHED: SecretInput = { text: '', remove: false }

export function fillForm({ settings }: SettingsView): SettingsForm {
  const { blobAccess, automaticRetries } = settings
  const amounts = {
    dailyCap: writeAmount(settings.dailyCap),
    monthlyCap: writeAmount(settings.monthlyCap),
    askAbove: writeAmount(settings.askAbove),
    ownPrices: writePriceInputs(settings.ownPrices),
  }
  return { connections: {}, blobToken: UNTOUCHED, blobAccess, automaticRetries, ...amounts }
}

/** Returns only what differs, so two windows don't revert each other's changes. Undefined if nothing differs. */
export function findChange(form: SettingsForm, view: SettingsView): SettingsChange | undefined {
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
    ...Object.entries(form.connections).map(([id, draft]) => secretChange(getKeyName({ id }), draft.key)),
  )
  const hasSettings = Object.keys(changed).length > 0
  const hasSecrets = Object.keys(secrets).length > 0
  if (!hasSettings && !hasSecrets) return undefined
  return { ...(hasSettings && { settings: changed }), ...(hasSecrets && { secrets }) }
}

/** Returns the content of a connection's form: what was typed, else what is saved. */
export function getDraft({ connections }: SettingsForm, connection: Connection): ConnectionDraft {
  const { id, name, baseUrl, types } = connection
  return connections[id] ?? { name, baseUrl, types, key: UNTOUCHED }
}

/**
 * Returns all connections to save; undefined if nothing was typed. A connection from the environment is added to
 * Settings once it's edited.
 */
function changedConnections(drafts: SettingsForm['connections'], view: SettingsView): Connection[] | undefined {
  const edited = view.connections.map((connection) => {
    const draft = drafts[connection.id]
    const before = pickConnection(connection)
    if (!draft) return { connection, before, after: before }
    const { types, windows } = draft
    const contextTokens = windows ? readWindows(windows) : connection.contextTokens
    const name = trimText(draft.name) || connection.name
    const { types: _types, contextTokens: _windows, ...rest } = before
    const own = { ...(types && { types }), ...(contextTokens && { contextTokens }) }
    return { connection, before, after: { ...rest, name, baseUrl: draft.baseUrl.trim(), ...own } }
  })
  const isChanged = ({ before, after }: (typeof edited)[number]): boolean =>
    JSON.stringify(pickConnection(before)) !== JSON.stringify(pickConnection(after))
  if (!edited.some(isChanged)) return undefined
  return edited.filter((one) => one.connection.origin === 'settings' || isChanged(one)).map(({ after }) => after)
}

/** Whether everything typed is valid. */
export function isSound(form: SettingsForm, view: SettingsView): boolean {
  const { dailyCap, monthlyCap, askAbove, ownPrices, connections, blobToken } = form
  const names = view.connections.map((connection) => getDraft(form, connection).name.trim().toLowerCase())
  if (new Set(names).size < names.length) return false
  const keys = [blobToken, ...Object.values(connections).map(({ key }) => key)]
  const areKeys = keys.every(({ text }) => text.trim() === '' || 'key' in cleanKey(text))
  const areAmounts = [dailyCap, monthlyCap, askAbove].every((input) => parseAmount(input) !== undefined)
  const areWindows = Object.values(connections).every(({ windows }) => areWindowsSound(windows))
  return areKeys && areAmounts && areWindows && arePricesSound(ownPrices)
}

function amountChange(name: keyof Limits, form: SettingsForm, settings: Limits): Partial<Limits> {
  const amount = parseAmount(form[name])
  return amount === undefined || amount === settings[name] ? {} : { [name]: amount }
}

function secretChange(name: SecretName, { text, remove }: SecretInput): Partial<Record<SecretName, string | null>> {
  const typed = cleanKey(text)
  if ('key' in typed) return { [name]: typed.key }
  // `isSound` refuses invalid keys.
  if (text.trim() !== '') return {}
  return remove ? { [name]: null } : {}
}

/** Whether there is a secret to remove. Those from the environment can't be. */
export function isRemovable({ source }: SecretStatus): boolean {
  return source !== 'none' && source !== 'environment'
}
