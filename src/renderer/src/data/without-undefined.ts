/** Copies an object without its undefined values, which IndexedDB would store, making equal rows look different. */
export function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T
}
