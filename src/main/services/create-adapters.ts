/** Finds the adapter for a model. SDKs are loaded when the first call needs them, not at start. */
import type { FailureCode } from '@shared/failure'
import { getServiceId, parseModelId, type ConnectionId, type ServiceId } from '@shared/services/ids'
import type { Account, AccountProblem } from '../settings/settings-service'
import type { Adapter } from './adapter'
import { ADAPTERS } from './list'
import type { ModelListSource } from './model-list-source'
import type { Network } from './network'
import type { GivenToAdapter } from './service-entry'

export interface AdapterParts extends Pick<GivenToAdapter, 'findModel' | 'demoPainter'> {
  /** The current key and address of a connection, or why nothing can be sent. */
  readonly account: (connection: ConnectionId) => Account | { readonly problem: AccountProblem }
  readonly network: Network
}

/** The returned function returns undefined for a model that this version doesn't know. Connections share nothing. */
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

/** The returned function says why nothing can be sent to a model now, if that's known without trying. */
export function createReadiness({ account }: AdapterParts): (model: string) => FailureCode | undefined {
  return (model) => {
    const connection = parseModelId(model)?.connection
    const found = connection === undefined ? undefined : account(connection)
    return found && 'problem' in found ? found.problem : undefined
  }
}

/** How this service lists its models. Undefined for one that lists none. */
export async function loadModelList(service: ServiceId): Promise<ModelListSource | undefined> {
  return (await ADAPTERS[service]?.modelList?.())?.modelList
}
