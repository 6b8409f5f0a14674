/** Upgrades records of Easel 0.1 (version 1) to the current version. Pure. The result must still pass the schema. */
import { isRecord } from '../services/json'
import { upgradeUsage, type FirstUsage } from '@shared/usage'

/** Returns anything other than a version 1 record unchanged. */
export function upgradeFirstRecord(stored: unknown): unknown {
  if (!isRecord(stored) || stored['version'] !== 1 || !isRecord(stored['run'])) return stored
  const { request, state, ...run } = stored['run']
  return {
    ...stored,
    version: 2,
    run: {
      ...run,
      request: isRecord(request) ? upgradeRequest(request) : request,
      state: isRecord(state) ? upgradeState(state) : state,
    },
  }
}

function upgradeRequest({ prompt, turns, ...request }: Record<string, unknown>): Record<string, unknown> {
  if (request['kind'] === 'image') return { ...request, parts: [{ type: 'text', text: prompt }] }
  const upgraded = Array.isArray(turns)
    ? turns.map((turn) =>
        isRecord(turn) ? { role: turn['role'], parts: [{ type: 'text', text: turn['text'] }] } : turn,
      )
    : turns
  return { ...request, turns: upgraded }
}

function upgradeState({
  images,
  text,
  bill,
  preview,
  salvage,
  ...state
}: Record<string, unknown>): Record<string, unknown> {
  const billed = isRecord(bill) ? { bill: upgradeBill(bill) } : {}
  switch (state['status']) {
    case 'running':
      return {
        ...state,
        ...(isRecord(preview) && { preview: upgradePreview(preview) }),
        ...(text !== undefined && { text }),
      }
    case 'done':
    case 'failed':
    case 'cancelled':
      return {
        ...state,
        ...billed,
        ...(isRecord(salvage) && { salvage: upgradePreview(salvage) }),
        parts: [
          ...(typeof text === 'string' && text !== '' ? [{ type: 'text', text }] : []),
          ...(Array.isArray(images) ? images.map((image: unknown) => ({ type: 'image', image })) : []),
        ],
      }
    default:
      return state
  }
}

function upgradePreview({ picture, ...preview }: Record<string, unknown>): Record<string, unknown> {
  return { ...preview, image: picture }
}

function upgradeBill({ usage, cost }: Record<string, unknown>): Record<string, unknown> {
  const upgraded = isRecord(usage) ? upgradeUsage(usage as unknown as FirstUsage) : undefined
  return {
    ...(upgraded && { usage: upgraded }),
    ...(cost !== undefined && { cost: { amount: cost, source: 'computed' } }),
  }
}
