/** What is typed into the dialog before it is saved, and what of it has changed. What acts at once is not here. Pure. */
import { cleanKey, type KeyRemoval } from '@shared/clean-key'
import type { Limits } from '@shared/budget'
import { parseAmount, writeAmount } from '@/lib/amount'
import { arePricesSound, changedPrices, writePriceInputs, type PriceInputs } from './own-prices-form'
import { getKeyName, pickConnection, type Connection, type SecretStatus } from '@shared/connections'
import { trimText } from '@shared/is-blank'
import type { ConnectionId } from '@shared/services/ids'
import { areWindowsSound, readWindows, type WindowTexts } from './connections/window-texts'
import type { BlobAccess, SecretName, SettingsChange, SettingsView } from '@shared/settings'

/** A typed text replaces the secret; `remove` takes it away; an empty text leaves it. */
export interface SecretInput {
  readonly text: string
  readonly remove: boolean
  /** What came along when it was pasted, and was taken away. */
  readonly removed?: readonly KeyRemoval[]
}

/** What is typed into a connection's form. Order and switches act at once, so they aren't here. */
export interface ConnectionDraft {
  readonly name: string
  readonly baseUrl: string
  readonly types?: Connection['types'] | undefined
  /** Context windows as they're typed, by the names of models. Absent: as saved. */
  readonly windows?: WindowTexts | undefined
  readonly key: SecretInput
}

export interface SettingsForm {
  /** Of the connections in which something was typed. */
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

/** Only what differs, so that two windows do not undo each other's changes. Undefined when nothing does. */
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

/** What stands in a connection's form: what was typed, else what is saved. */
export function getDraft({ connections }: SettingsForm, connection: Connection): ConnectionDraft {
  const { id, name, baseUrl, types } = connection
  return connections[id] ?? { name, baseUrl, types, key: UNTOUCHED }
}

/**
 * All connections, as Settings are to keep them; undefined where nothing was typed. A connection of the environment gets
 * into Settings once something in it is changed.
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

/** Whether everything typed can be kept. */
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
  // What cannot be a key is refused by `isSound`.
  if (text.trim() !== '') return {}
  return remove ? { [name]: null } : {}
}

/** Whether there is something of ours to take away; the environment's is not ours. */
export function isRemovable({ source }: SecretStatus): boolean {
  return source !== 'none' && source !== 'environment'
}
