/** A copy without the keys whose value is undefined: IndexedDB would store them, and equal rows would look different. */
export function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T
}
