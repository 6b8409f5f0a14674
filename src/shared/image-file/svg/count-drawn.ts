/** Counts how much a drawing draws if parts of it are reused, because a few bytes can ask for billions of shapes. */
import { UnsoundImage } from '../unsound-image'

/** A vectorized photo has about ten thousand shapes. */
const MOST_DRAWN = 300_000
/** Reuse of reuse; editors nest three or four levels. */
const LONGEST_CHAIN = 50

interface Reference {
  readonly from: number
  readonly id: string
  readonly weight: number
}

/** Records a document's elements in order. */
export class DrawnCount {
  #elements = 0
  readonly #open: (string | undefined)[] = []
  readonly #parts = new Map<string, { readonly start: number; end: number; readonly isPaint: boolean }>()
  readonly #references: Reference[] = []
  readonly #known = new Map<string, number>()
  /** Ids referenced by styles: any element may have that style. */
  readonly #styled = new Set<string>()

  /** `isPaint`: a gradient, which isn't redrawn for each shape that uses it. */
  open(id: string | undefined, isPaint: boolean): void {
    this.#elements += 1
    if (this.#elements > MOST_DRAWN) throw new UnsoundImage('unsafe')
    const isNew = id !== undefined && !this.#parts.has(id)
    if (isNew) this.#parts.set(id, { start: this.#elements, end: this.#elements, isPaint })
    this.#open.push(isNew ? id : undefined)
  }

  close(): void {
    const id = this.#open.pop()
    const part = id === undefined ? undefined : this.#parts.get(id)
    if (part) part.end = this.#elements
  }

  /** Records a reference from the most recently opened element. `weight`: its cost on top of drawing the target. */
  refer(id: string, weight: number): void {
    this.#references.push({ from: this.#elements, id, weight })
  }

  referByStyle(id: string): void {
    this.#styled.add(id)
  }

  /** Throws `UnsoundImage` if too much would be drawn, or a part contains itself. */
  finish(): void {
    const all = this.#elements + this.#sumReferences(0, this.#elements, 0)
    const styled = Math.max(0, ...[...this.#styled].map((id) => this.#count(id, 0)))
    if (all + styled * this.#elements > MOST_DRAWN) throw new UnsoundImage('unsafe')
  }

  #sumReferences(start: number, end: number, depth: number): number {
    let sum = 0
    for (let index = this.#findFirst(start); index < this.#references.length; index += 1) {
      const reference = this.#references[index]
      if (!reference || reference.from > end) break
      sum += reference.weight + this.#count(reference.id, depth)
      if (sum > MOST_DRAWN) throw new UnsoundImage('unsafe')
    }
    return sum
  }

  #count(id: string, depth: number): number {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    const part = this.#parts.get(id)
    if (!part || part.isPaint) return 1
    // This also catches cycles.
    if (depth > LONGEST_CHAIN) throw new UnsoundImage('unsafe')
    const count = part.end - part.start + 1 + this.#sumReferences(part.start, part.end, depth + 1)
    this.#known.set(id, count)
    return count
  }

  /** Returns the index of the first reference from this element or a later one. */
  #findFirst(element: number): number {
    let low = 0
    let high = this.#references.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#references[middle]?.from ?? Infinity) < element) low = middle + 1
      else high = middle
    }
    return low
  }
}
