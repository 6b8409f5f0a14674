/** Finds the adapter for a model. SDKs are loaded when the first call needs them, not at start. */
import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { FailureCode } from '@shared/failure'
import { getServiceId, parseModelId, type ConnectionId, type ServiceId } from '@shared/services/ids'
import type { Account, AccountProblem } from '../settings/settings-service'
import type { ModelListSource } from './model-list-source'
import type { Network } from './network'
import type { Adapter } from './adapter'

export interface AdapterParts {
  /** The current key and address of a connection, or why nothing can be sent. */
  readonly account: (connection: ConnectionId) => Account | { readonly problem: AccountProblem }
  readonly network: Network
  /** Finds models with what their servers list of them. Absent: what Easel knows itself. */
  readonly findModel?: ModelFinder
  /** The script that paints Demo's images in a thread of its own. */
  readonly demoPainter: string
}

/** The returned function returns undefined for a model that this version doesn't know. Connections share nothing. */
export function createAdapters(parts: AdapterParts): (model: string) => Promise<Adapter | undefined> {
  const loaded = new Map<ConnectionId, Promise<Adapter>>()
  return async (model) => {
    const connection = parseModelId(model)?.connection ?? ''
    const adapter = loaded.get(connection) ?? ADAPTERS[getServiceId(connection)]?.load(connection, parts)
    if (adapter) loaded.set(connection, adapter)
    return adapter
  }
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
export function loadModelList(service: ServiceId): Promise<ModelListSource | undefined> {
  return ADAPTERS[service]?.modelList?.() ?? Promise.resolve(undefined)
}

interface AdapterEntry {
  readonly load: (connection: ConnectionId, parts: AdapterParts) => Promise<Adapter>
  readonly modelList?: () => Promise<ModelListSource>
}

/** The adapters, one entry for each service. Each is loaded when it is first needed. */
const ADAPTERS: Readonly<Record<ServiceId, AdapterEntry>> = {
  openai: {
    load: (connection, { account, network }) =>
      import('./openai').then(({ createOpenAI }) => createOpenAI({ ...network, account: () => account(connection) })),
    modelList: () => import('./openai/model-list').then(({ modelList }) => modelList),
  },
  compatible: {
    load: (connection, { account, network }) =>
      import('./compatible').then(({ createCompatible }) =>
        createCompatible({ ...network, account: () => account(connection) }),
      ),
    modelList: () => import('./compatible/model-list').then(({ modelList }) => modelList),
  },
  gemini: {
    load: (connection, { account, network }) =>
      import('./gemini').then(({ createGemini }) => createGemini({ ...network, account: () => account(connection) })),
    modelList: () => import('./gemini/model-list').then(({ modelList }) => modelList),
  },
  openrouter: {
    load: (connection, { account, network, findModel }) =>
      import('./openrouter').then(({ createOpenRouter }) =>
        createOpenRouter({ ...network, account: () => account(connection), findModel }),
      ),
    modelList: () => import('./openrouter/model-list').then(({ modelList }) => modelList),
  },
  fal: {
    load: (connection, { account, network }) =>
      import('./fal').then(({ createFal }) => createFal({ ...network, account: () => account(connection) })),
    modelList: () => import('./fal/model-list').then(({ modelList }) => modelList),
  },
  bfl: {
    load: (connection, { account, network }) =>
      import('./bfl').then(({ createBfl }) => createBfl({ ...network, account: () => account(connection) })),
    modelList: () => import('./bfl/model-list').then(({ modelList }) => modelList),
  },
  recraft: {
    load: (connection, { account, network }) =>
      import('./recraft').then(({ createRecraft }) =>
        createRecraft({ ...network, account: () => account(connection) }),
      ),
    modelList: () => import('./recraft/model-list').then(({ modelList }) => modelList),
  },
  demo: { load: (_connection, { demoPainter }) => import('./demo').then(({ createDemo }) => createDemo(demoPainter)) },
}
