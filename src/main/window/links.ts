/** The one place that decides which addresses may be handed to the operating system. */
export function isOpenable(address: string): boolean {
  try {
    const url = new URL(address)
    if (url.protocol === 'mailto:') return true
    // User names in an address serve to disguise the host.
    return url.protocol === 'https:' && url.username === '' && url.password === ''
  } catch {
    return false
  }
}
