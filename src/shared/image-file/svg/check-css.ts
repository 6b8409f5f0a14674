/** Finds the references in a style. */
import { UnsoundImage } from '../unsound-image'

export interface StyleReferences {
  /** Ids of elements in the same document. */
  readonly ids: readonly string[]
  /** `data:` addresses. */
  readonly data: readonly string[]
}

const NONE: StyleReferences = { ids: [], data: [] }
/** Everything by which a style loads something external or runs something. */
const LOADS = /@import|@namespace|image-set\s*\(|\bsrc\s*\(|expression\s*\(|-moz-binding|\bbehavior\s*:/i
const ADDRESS = /url\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)?/gi

/** Throws `UnsoundImage` if the style would load anything from outside the document. */
export function findStyleReferences(style: string): StyleReferences {
  if (!/[\\@(:]/.test(style)) return NONE
  const plain = unescapeCss(style.replace(/\/\*[\s\S]*?\*\//g, ''))
  if (LOADS.test(plain)) throw new UnsoundImage('unsafe')
  if (!/url/i.test(plain)) return NONE
  const ids: string[] = []
  const data: string[] = []
  for (const [, double, single, bare] of plain.matchAll(ADDRESS)) {
    const address = (double ?? single ?? bare ?? '').trim()
    if (address.startsWith('#')) ids.push(address.slice(1))
    else if (/^data:/i.test(address)) data.push(address)
    else if (address !== '') throw new UnsoundImage('unsafe')
  }
  return { ids, data }
}

function unescapeCss(style: string): string {
  if (!style.includes('\\')) return style
  return style.replace(/\\(?:([\da-f]{1,6})\s?|([^]))/gi, (_all, hex?: string, character?: string) => {
    const code = hex === undefined ? undefined : Number.parseInt(hex, 16)
    return code === undefined ? (character ?? '') : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
  })
}
