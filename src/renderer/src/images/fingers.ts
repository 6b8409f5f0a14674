/** Tracks two fingers on a stage, which zoom and pan its content. */

interface Point {
  readonly x: number
  readonly y: number
}

/** How two fingers moved since the last event. */
export interface Pinch {
  /** Their distance, divided by the distance before. */
  readonly factor: number
  readonly by: Point
  /** The midpoint between them. */
  readonly about: Point
}

interface Pair {
  readonly distance: number
  readonly middle: Point
}

/** The fingers that are down, by pointer id. Mouse and pen don't count. */
export class Fingers {
  readonly #points = new Map<number, Point>()
  #pair: Pair | undefined

  /** Returns true if there are now two. Callers then cancel whatever the first one started. */
  down({ pointerId, pointerType }: PointerFacts, at: Point): boolean {
    if (pointerType !== 'touch') return false
    this.#points.set(pointerId, at)
    this.#pair = this.#measure()
    return this.#pair !== undefined
  }

  /** Returns undefined if there are fewer than two. */
  move({ pointerId }: PointerFacts, at: Point): Pinch | undefined {
    if (!this.#points.has(pointerId)) return undefined
    this.#points.set(pointerId, at)
    const before = this.#pair
    this.#pair = this.#measure()
    if (!before || !this.#pair) return undefined
    const { distance, middle } = this.#pair
    return {
      factor: distance / before.distance,
      by: { x: middle.x - before.middle.x, y: middle.y - before.middle.y },
      about: middle,
    }
  }

  up({ pointerId }: PointerFacts): void {
    this.#points.delete(pointerId)
    this.#pair = this.#measure()
  }

  #measure(): Pair | undefined {
    const [one, other] = [...this.#points.values()]
    if (!one || !other) return undefined
    return {
      // Two fingers at the same point would make the factor infinite.
      distance: Math.max(1, Math.hypot(one.x - other.x, one.y - other.y)),
      middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
    }
  }
}

type PointerFacts = Pick<PointerEvent, 'pointerId' | 'pointerType'>
