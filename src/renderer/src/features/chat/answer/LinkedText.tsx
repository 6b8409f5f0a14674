import { ExternalLink } from './ExternalLink'
import { splitLinks } from './split-links'

/** Plain text whose web addresses can be opened. */
export function LinkedText({ text }: { readonly text: string }) {
  return splitLinks(text).map(({ text: part, href }, index) =>
    href === undefined ? (
      part
    ) : (
      <ExternalLink key={index} href={href}>
        {part}
      </ExternalLink>
    ),
  )
}
