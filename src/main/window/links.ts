/** Decides whether the operating system may open an address. `ask` for addresses that others on the way can read. */
export function judgeLink(address: string): 'open' | 'ask' | 'refuse' {
  try {
    const { protocol, username, password } = new URL(address)
    if (protocol === 'mailto:') return 'open'
    // User names in addresses can disguise the host.
    if (username !== '' || password !== '') return 'refuse'
    if (protocol === 'https:') return 'open'
    return protocol === 'http:' ? 'ask' : 'refuse'
  } catch {
    return 'refuse'
  }
}
