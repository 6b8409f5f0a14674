/**
 * Reads a long list from a JSON body item by item as it arrives: `{"object":"list","data":[{…},{…}]}`. Main never
 * parses megabytes in one go, and stores only the items.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'

export interface ListShape<T> {
  /** The field of the outermost object that contains the list. */
  readonly field: string
  /** Parses an item. Returns an empty list for items of no use. */
  readonly parse: (item: unknown) => readonly T[]
  /** Further items are dropped. */
  readonly mostItems: number
  /** Bodies whose list hasn't ended after this many bytes are rejected. */
  readonly mostBytes: number
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\[]{}')
/** White space and the byte order mark. */
const BEFORE_JSON: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n\uFEFF'))
/** In bytes. Takes a millisecond or two; the rest is read in main's next turn. */
const LARGE = 256 * 1024
/** Larger items are dropped. */
const MOST_ITEM_BYTES = 256 * 1024
/** In bytes. Enough for the name of the list's field. */
const MOST_BEFORE = 80

/** Returns undefined if the body isn't such an object, or its list doesn't end. Rejects if the body is cut off. */
export async function readList<T>(
  pieces: AsyncIterable<Uint8Array>,
  { field, parse, mostItems, mostBytes }: ListShape<T>,
): Promise<readonly T[] | undefined> {
  const scanner = new ItemScanner(field)
  const found: T[] = []
  let total = 0
  for await (const piece of pieces) {
    total += piece.byteLength
    if (total > mostBytes) return undefined
    for (let start = 0; start < piece.byteLength; start += LARGE) {
      for (const text of scanner.scan(piece.subarray(start, start + LARGE))) {
        const item = parseItem(text)
        if (!item) return undefined
        found.push(...parse(item.json))
        if (found.length >= mostItems) return found
      }
      if (scanner.state === 'ended') return found
      if (scanner.state === 'other') return undefined
      // Otherwise, all pieces that have already arrived would be read in one turn.
      await nextTurn()
    }
  }
  return undefined
}

function parseItem(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** Finds where the list's objects start and end. JSON's structure is ASCII, so bytes suffice. */
class ItemScanner {
  /** `other`: not an object with such a list. */
  state: 'before' | 'inside' | 'ended' | 'other' = 'before'
  readonly #name: RegExp
  /** How many lists and objects are open. Items open at depth two. */
  #depth = 0
  #isString = false
  #isEscaped = false
  /** The bytes before the current ones, until the list starts. */
  #before: Buffer = Buffer.alloc(0)
  #item: Uint8Array[] | undefined
  #itemBytes = 0

  constructor(field: string) {
    this.#name = new RegExp(String.raw`"${field}"\s*:\s*$`)
  }

  /** Yields the text of each item that ends within these bytes. */
  *scan(bytes: Uint8Array): Generator<string> {
    let from = 0
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at]!
      if (this.#isString) this.#readString(byte)
      else if (byte === QUOTE) this.#isString = true
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (this.state === 'before' && this.#depth === 1 && byte === OPEN_LIST && this.#isNamed(bytes, at)) {
          this.state = 'inside'
        } else if (this.state === 'inside' && this.#depth === 2 && byte === OPEN_OBJECT) {
          this.#item = []
          this.#itemBytes = 0
          from = at
        }
        this.#depth += 1
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.#depth -= 1
        if (this.#item && this.#depth === 2) {
          this.#keep(bytes.subarray(from, at + 1))
          if (this.#itemBytes <= MOST_ITEM_BYTES) yield Buffer.concat(this.#item).toString('utf8')
          this.#item = undefined
        }
        if (this.state === 'inside' && this.#depth === 1) this.state = 'ended'
        else if (this.#depth <= 0) this.state = 'other'
      } else if (this.#depth === 0 && !BEFORE_JSON.has(byte)) this.state = 'other'
      if (this.state === 'ended' || this.state === 'other') return
    }
    if (this.#item) this.#keep(bytes.subarray(from))
    if (this.state === 'before') this.#before = this.#lastBefore(bytes, bytes.length)
  }

  #readString(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (byte === BACKSLASH) this.#isEscaped = true
    else if (byte === QUOTE) this.#isString = false
  }

  #isNamed(bytes: Uint8Array, at: number): boolean {
    return this.#name.test(this.#lastBefore(bytes, at).toString('latin1'))
  }

  /** Returns the last bytes before a position. */
  #lastBefore(bytes: Uint8Array, at: number): Buffer {
    return Buffer.concat([this.#before, bytes.subarray(Math.max(0, at - MOST_BEFORE), at)]).subarray(-MOST_BEFORE)
  }

  #keep(bytes: Uint8Array): void {
    this.#itemBytes += bytes.byteLength
    if (this.#itemBytes <= MOST_ITEM_BYTES) this.#item?.push(bytes)
  }
}
