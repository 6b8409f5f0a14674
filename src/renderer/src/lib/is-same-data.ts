/** Whether two values of plain data are equal. An absent key equals an undefined one. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [ours, theirs] = [one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>]
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].every((key) => isSameData(ours[key], theirs[key]))
}
