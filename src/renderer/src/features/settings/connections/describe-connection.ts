import { findService } from '@shared/services'
import { isUsableKey, type ConnectionView } from '@shared/connections'

/** The status line below a connection's name (`settings.connections.status`), and whether it reports a problem. */
export interface ConnectionStatus {
  readonly name:
    | 'off'
    | 'address'
    | 'noKey'
    | 'saved'
    | 'session'
    | 'environment'
    | 'withheld'
    | 'unusable'
    | 'ready'
    | 'free'
  readonly isProblem: boolean
}

export function describeConnection({ service, key, address, isDisabled }: ConnectionView): ConnectionStatus {
  const needs = findService(service)?.key
  if (isDisabled) return { name: 'off', isProblem: false }
  if (needs === 'none') return { name: 'free', isProblem: false }
  if (address.problem) return { name: 'address', isProblem: true }
  switch (key.source) {
    case 'none':
      return needs === 'required' ? { name: 'noKey', isProblem: false } : { name: 'ready', isProblem: false }
    case 'withheld':
      return { name: 'withheld', isProblem: true }
    case 'unreadable':
    case 'unusable':
      return { name: 'unusable', isProblem: true }
    default:
      return { name: key.source, isProblem: !isUsableKey(key) }
  }
}
