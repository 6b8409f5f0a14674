/** Whether a JSON value is an object, not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Decodes JSON that was encoded twice, as by some gateways. Returns any other value unchanged. */
export function unwrapJson(json: unknown): unknown {
  if (typeof json !== 'string' || !/^\s*[{[]/.test(json)) return json
  try {
    return JSON.parse(json) as unknown
  } catch {
    return json
  }
}
