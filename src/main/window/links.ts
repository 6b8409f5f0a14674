/** Decides which addresses may be opened by the operating system: `ask` for those that others on the way can read. */
export function judgeLink(address: string): 'open' | 'ask' | 'refuse' {
  try {
    const { protocol, username, password } = new URL(address)
    if (protocol === 'mailto:') return 'open'
    // User names in addresses are used to disguise the host.
    if (username !== '' || password !== '') return 'refuse'
    if (protocol === 'https:') return 'open'
    return protocol === 'http:' ? 'ask' : 'refuse'
  } catch {
    return 'refuse'
  }
}
