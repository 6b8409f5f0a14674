/**
 * Writes a problem report for users to send: versions, settings, counts and the end of the log. It contains no key,
 * prompt or private folder name, and all of it is redacted.
 */
import type { AboutFacts } from '@shared/help'
import type { ConnectionView } from '@shared/connections'
import type { SettingsView } from '@shared/settings'
import { redact } from '../log/redact'

export interface ReportFacts {
  readonly about: AboutFacts
  readonly locale: string
  readonly view: SettingsView
  readonly counts: Readonly<Record<string, number>>
  /** The whole log, or its end. */
  readonly log: string
  /** Folders whose names identify the user. The most specific one first. */
  readonly folders: Readonly<Record<string, string>>
}

const LOG_LINES = 40
const LONGEST_LINE = 400

export function writeReport({ about, locale, view, counts, log, folders }: ReportFacts): string {
  const { settings, connections, blobToken } = view
  // Include only the host of an address: a path or a password may be private. Prices are the user's own business.
  const { connections: _connections, ownPrices, ...others } = settings
  const sections = [
    [
      `Easel ${about.version}`,
      `Electron ${about.electron}, Chromium ${about.chromium}, Node ${about.node}`,
      `${about.system}, ${locale}`,
    ],
    [
      'Settings',
      ...lines({
        ...others,
        ownPrices: Object.keys(ownPrices).length,
        blobToken: blobToken.source,
        keyStore: view.keyStore,
      }),
    ],
    // By id, because the name is chosen by the user.
    ['Connections', ...lines(Object.fromEntries(connections.map((one) => [one.id, describeConnection(one)])))],
    ['Counts', ...lines(counts)],
    ['Log', ...takeEnd(log)],
  ]
  const text = sections.map((section) => section.join('\n  ')).join('\n\n')
  return redact(hideFolders(text, folders))
}

function lines(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
}

function describeConnection({ address, key, listing, isDisabled }: ConnectionView): string {
  const models = listing ? `${listing.models.length} models listed` : 'no list of models'
  const server = `${findHost(address.value)} (${address.problem ?? address.source})`
  return [server, `key: ${key.source}`, models, ...(isDisabled ? ['off'] : [])].join(', ')
}

function findHost(address: string): string {
  try {
    return new URL(address).host
  } catch {
    return 'not an address'
  }
}

function takeEnd(log: string): string[] {
  const all = log.trimEnd().split('\n').slice(-LOG_LINES)
  return all.map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line))
}

function hideFolders(text: string, folders: ReportFacts['folders']): string {
  let hidden = text
  for (const [name, folder] of Object.entries(folders)) {
    if (folder.length > 1) hidden = hidden.replaceAll(folder, name)
  }
  return hidden
}
