/** An object of JSON, as opposed to a list, a value or nothing. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What JSON says that was encoded twice, as some gateways do; any other value as it is. */
export function unwrapJson(json: unknown): unknown {
  if (typeof json !== 'string' || !/^\s*[{[]/.test(json)) return json
  try {
    return JSON.parse(json) as unknown
  } catch {
    return json
  }
}
