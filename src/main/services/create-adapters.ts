/** Finds the adapter for a model. SDKs are loaded by the first call, not at start. */
import type { FailureCode } from '@shared/failure'
import { getServiceId, parseModelId, type ConnectionId, type ServiceId } from '@shared/services/ids'
import type { Account, AccountProblem } from '../settings/settings-service'
import type { Adapter } from './adapter'
import { ADAPTERS } from './list'
import type { ModelListSource } from './model-list-source'
import type { Network } from './network'
import type { GivenToAdapter } from './service-entry'

export interface AdapterParts extends Pick<GivenToAdapter, 'findModel' | 'demoPainter'> {
  /** Returns the current key and address of a connection, or why nothing can be sent. */
  readonly account: (connection: ConnectionId) => Account | { readonly problem: AccountProblem }
  readonly network: Network
}

/**
 * Returns a function that finds a model's adapter, or undefined if this version doesn't know the model. Connections
 * share nothing.
 */
export function createAdapters(parts: AdapterParts): (model: string) => Promise<Adapter | undefined> {
  const loaded = new Map<ConnectionId, Promise<Adapter>>()
  return async (model) => {
    const connection = parseModelId(model)?.connection ?? ''
    const adapter = loaded.get(connection) ?? loadAdapter(connection, parts)
    if (adapter) loaded.set(connection, adapter)
    return adapter
  }
}

function loadAdapter(
  connection: ConnectionId,
  { account, network, findModel, demoPainter }: AdapterParts,
): Promise<Adapter> | undefined {
  return ADAPTERS[getServiceId(connection)]
    ?.adapter()
    .then(({ createAdapter }) =>
      createAdapter({ ...network, account: () => account(connection), findModel, demoPainter }),
    )
}

/** Returns a function that says why nothing can be sent to a model now, if that's known beforehand. */
export function createReadiness({ account }: AdapterParts): (model: string) => FailureCode | undefined {
  return (model) => {
    const connection = parseModelId(model)?.connection
    const found = connection === undefined ? undefined : account(connection)
    return found && 'problem' in found ? found.problem : undefined
  }
}

/** Loads how this service lists its models. Undefined if it can't list them. */
export async function loadModelList(service: ServiceId): Promise<ModelListSource | undefined> {
  return (await ADAPTERS[service]?.modelList?.())?.modelList
}
