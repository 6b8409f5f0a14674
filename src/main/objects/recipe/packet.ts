/**
 * Builds the XMP packet of a recipe: standard fields for every viewer (what it shows, what made it and when, that it's
 * machine-made), and the whole recipe as JSON in our own namespace. An existing packet is extended without changing any
 * of its content.
 */
import { createHash } from 'node:crypto'
import type { Packet, PacketPlace } from '@shared/image-file/xmp-packet'
import type { Recipe } from '@shared/recipe/recipe'
import { EASEL_NAMESPACE, escapeXml, jsonForXml, RECIPE_PROPERTY, recipeTextIn } from '@shared/recipe/xmp'

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const END_OF_RDF = /<\/(?:[\w.-]+:)?RDF\s*>/g
/** In characters. Enough for a viewer's caption if the whole prompt doesn't fit. */
const SHORT_DESCRIPTION = 2_000

/** IPTC's terms for how an image was made. Demo images are drawn by an algorithm, not by a trained model. */
const SOURCE_TYPES = 'http://cv.iptc.org/newscodes/digitalsourcetype'

/** Returns undefined if the existing packet can't be extended without loss. `tool`: the program to record. */
export function buildPacket(recipe: Recipe, tool: string, { existing, most }: PacketPlace): Packet | undefined {
  const whole = withDescription(existing, describe(recipe, tool, { prompt: recipe.prompt, recipe: true }))
  if (whole === undefined) return undefined
  if (Buffer.byteLength(whole) <= most) return { standard: whole }
  if (existing?.includes('HasExtendedXMP')) return undefined

  const text = wrapInRdf(
    `<rdf:Description rdf:about="" ${namespace('easel')}>${recipeElement(recipe)}</rdf:Description>`,
  )
  // The specification requires this digest. It isn't used for security.
  const guid = createHash('md5').update(text).digest('hex').toUpperCase()
  const note = describe(recipe, tool, { prompt: shortened(recipe.prompt), recipe: false, guid })
  const standard = withDescription(existing, note)
  if (standard === undefined || Buffer.byteLength(standard) > most) return undefined
  return { standard, extension: { guid, text } }
}

const NAMESPACES = {
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  xmpNote: 'http://ns.adobe.com/xmp/note/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  easel: EASEL_NAMESPACE,
} as const

type Property = `${keyof typeof NAMESPACES}:${string}`

interface Description {
  readonly prompt: string
  /** Whether this packet contains the recipe itself. */
  readonly recipe: boolean
  readonly guid?: string
}

function describe(recipe: Recipe, tool: string, { prompt, guid, ...has }: Description): readonly [Property, string][] {
  const made = recipe.provider === 'demo' ? 'algorithmicMedia' : 'trainedAlgorithmicMedia'
  return [
    ['dc:description', `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(prompt)}</rdf:li></rdf:Alt>`],
    ['xmp:CreatorTool', escapeXml(tool)],
    ['xmp:CreateDate', escapeXml(recipe.madeAt)],
    ['Iptc4xmpExt:DigitalSourceType', `${SOURCE_TYPES}/${made}`],
    ...(guid ? [['xmpNote:HasExtendedXMP', guid] as [Property, string]] : []),
    ...(has.recipe ? [[`easel:${RECIPE_PROPERTY}`, recipeText(recipe)] as [Property, string]] : []),
  ]
}

function recipeText(recipe: Recipe): string {
  return escapeXml(jsonForXml(recipe))
}

function recipeElement(recipe: Recipe): string {
  return `<easel:${RECIPE_PROPERTY}>${recipeText(recipe)}</easel:${RECIPE_PROPERTY}>`
}

function namespace(prefix: keyof typeof NAMESPACES): string {
  return `xmlns:${prefix}="${NAMESPACES[prefix]}"`
}

function withDescription(existing: string | undefined, properties: readonly [Property, string][]): string | undefined {
  if (existing === undefined) return packetAround(wrapInRdf(writeDescription(properties)))
  // The packet already contains a recipe, or one that can't be read, so it can't be extended safely.
  if (recipeTextIn(existing).kind !== 'none' || existing.includes(EASEL_NAMESPACE)) return undefined
  const end = [...existing.matchAll(END_OF_RDF)].at(-1)?.index
  if (end === undefined) return undefined
  // A property may occur only once in a packet. The provider's own value takes precedence.
  const added = properties.filter(([name]) => !says(existing, name.slice(name.indexOf(':') + 1)))
  return `${existing.slice(0, end)}${writeDescription(added)}${existing.slice(end)}`
}

function says(packet: string, property: string): boolean {
  return new RegExp(`[<\\s][\\w.-]+:${property}[\\s=/>]`).test(packet)
}

function writeDescription(properties: readonly [Property, string][]): string {
  const used = new Set(properties.map(([name]) => name.slice(0, name.indexOf(':')) as keyof typeof NAMESPACES))
  const opening = [`<rdf:Description rdf:about="" xmlns:rdf="${RDF}"`, ...[...used].map(namespace)].join(' ')
  const elements = properties.map(([name, content]) => `<${name}>${content}</${name}>`)
  return `${opening}>${elements.join('')}</rdf:Description>`
}

function wrapInRdf(description: string): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${RDF}">${description}</rdf:RDF></x:xmpmeta>`
}

function packetAround(xmpmeta: string): string {
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>${xmpmeta}<?xpacket end="w"?>`
}

function shortened(prompt: string): string {
  if (prompt.length <= SHORT_DESCRIPTION) return prompt
  return `${prompt.slice(0, SHORT_DESCRIPTION).replace(/[\uD800-\uDBFF]$/, '')}…`
}
