import type { ComponentProps } from 'react'
import { useClient } from '@/bridge/use-client'
import { notifyFailure } from '@/ui/notices'

/**
 * A link that a model wrote. A click opens it in the browser; schemes other than HTTP(S) and mailto stay plain text.
 */
export function ExternalLink({ href, children }: ComponentProps<'a'>) {
  const client = useClient()
  if (!href || !isOpenable(href)) return <span>{children}</span>
  return (
    <a
      href={href}
      title={href}
      // The window itself never navigates, whichever button or key was used.
      onClick={(event) => {
        event.preventDefault()
        void client.request('links.open', href).catch(notifyFailure)
      }}
      onAuxClick={(event) => event.preventDefault()}
      onDragStart={(event) => event.preventDefault()}
    >
      {children}
    </a>
  )
}

export function isOpenable(href: string): boolean {
  try {
    const { protocol, username, password } = new URL(href)
    // A user name in an address can disguise the host.
    return protocol === 'mailto:' || (/^https?:$/.test(protocol) && username === '' && password === '')
  } catch {
    return false
  }
}
