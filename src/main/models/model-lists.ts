/** The model lists of all connections, one file each. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ListedModel, ModelListing } from '@shared/catalogue/offers'
import type { ConnectionView } from '@shared/connections'
import { findService } from '@shared/services'
import type { ConnectionId } from '@shared/services/ids'
import { loadModelList } from '../services/create-adapters'
import { ModelList, type ModelListParts } from './model-list'

export interface ModelListsParts extends Omit<ModelListParts, 'file' | 'account' | 'source'> {
  readonly folder: string
  readonly connections: () => readonly ConnectionView[]
  readonly account: (connection: ConnectionId) => ReturnType<ModelListParts['account']>
}

export class ModelLists {
  readonly #parts: ModelListsParts
  readonly #lists = new Map<ConnectionId, ModelList>()
  #isStarted = false

  constructor(parts: ModelListsParts) {
    this.#parts = parts
  }

  /** Reads the stored lists. */
  async load(): Promise<void> {
    const { folder } = this.#parts
    await mkdir(folder, { recursive: true }).catch(() => undefined)
    // Earlier versions had a single list, in a file with the folder's name.
    await rm(`${folder}.json`, { force: true }).catch(() => undefined)
    await Promise.all(this.#parts.connections().map(({ id, service }) => this.#open(id, service)?.load()))
  }

  /** Starts automatic reading: shortly after the start, then as needed. */
  start(): void {
    this.#isStarted = true
    for (const list of this.#lists.values()) list.start()
  }

  current(connection: ConnectionId, server: string): ModelListing | undefined {
    return this.#lists.get(connection)?.current(server)
  }

  /** Call this when settings or keys may have changed. Reads a list at once if its server or key is new. */
  async accountsChanged(): Promise<void> {
    const connections = this.#parts.connections()
    const gone = [...this.#lists.keys()].filter((id) => !connections.some((connection) => connection.id === id))
    for (const id of gone) {
      this.#lists.get(id)?.stop()
      this.#lists.delete(id)
    }
    await Promise.all(gone.map((id) => rm(this.#fileName(id), { force: true }).catch(() => undefined)))
    await Promise.all(
      connections.map(async ({ id, service }) => {
        const known = this.#lists.get(id)
        if (known) return known.accountChanged()
        const list = this.#open(id, service)
        if (this.#isStarted) list?.start()
        await list?.refresh()
      }),
    )
  }

  /** Accepts a list that was read for another reason, if it's from the connection's current server. */
  async receive(connection: ConnectionId, server: string, models: readonly ListedModel[]): Promise<void> {
    await this.#lists.get(connection)?.receive(server, models)
  }

  stop(): void {
    for (const list of this.#lists.values()) list.stop()
  }

  /** Returns undefined for services without lists. */
  #open(id: ConnectionId, service: string): ModelList | undefined {
    if (findService(service)?.key === 'none') return undefined
    const { folder: _folder, connections: _connections, account, ...shared } = this.#parts
    const list = new ModelList({
      ...shared,
      file: this.#fileName(id),
      account: () => account(id),
      source: () => loadModelList(service),
    })
    this.#lists.set(id, list)
    return list
  }

  #fileName(id: ConnectionId): string {
    return join(this.#parts.folder, `${id}.json`)
  }
}
