/** Decides which addresses may be opened by the operating system. */
export function isOpenable(address: string): boolean {
  try {
    const url = new URL(address)
    if (url.protocol === 'mailto:') return true
    // User names in addresses are used to disguise the host.
    return url.protocol === 'https:' && url.username === '' && url.password === ''
  } catch {
    return false
  }
}
