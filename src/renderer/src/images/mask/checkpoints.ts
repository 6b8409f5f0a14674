/**
 * Stores copies of the painted sheet after some of the commands. Without them, undo would redraw everything that was
 * ever painted, and take longer with every stroke.
 */
import { listVisible, type MaskCommand } from './commands'

interface Checkpoint<Copy> {
  /** How many commands it includes, from the first. */
  readonly count: number
  readonly copy: Copy
}

/** Points between two copies: as many as are drawn in a few milliseconds. */
const SPACING = 2_000
/** For an image of 3840x2160, each takes 33 MB. */
const MOST_KEPT = 4
/** In points: a command that changes every pixel takes about as long as a stroke. */
const WORK_OF_A_SHEET = 200

export class Checkpoints<Copy> {
  readonly #copy: () => Copy
  #kept: readonly Checkpoint<Copy>[] = []
  /** Points since the last copy. */
  #work = 0

  /** `copy`: returns a copy of what is painted now. */
  constructor(copy: () => Copy) {
    this.#copy = copy
  }

  /** Call it when a command was drawn. `count`: how many commands are drawn now, this one included. */
  note(command: MaskCommand, count: number): void {
    this.#work += 'points' in command ? command.points.length : WORK_OF_A_SHEET
    if (this.#work < SPACING) return
    this.#work = 0
    this.#kept = [...this.#kept, { count, copy: this.#copy() }].slice(-MOST_KEPT)
  }

  /** Redraws these commands. `begin` gets the copy that the first of them left, or undefined if none is used. */
  replay(
    done: readonly MaskCommand[],
    begin: (copy: Copy | undefined) => void,
    draw: (command: MaskCommand) => void,
  ): void {
    this.#kept = this.#kept.filter(({ count }) => count <= done.length)
    this.#work = 0
    const visible = done.length - listVisible(done).length
    const last = this.#kept.at(-1)
    const from = last && last.count >= visible ? last : undefined
    begin(from?.copy)
    const first = from?.count ?? visible
    for (const [offset, command] of done.slice(first).entries()) {
      draw(command)
      this.note(command, first + offset + 1)
    }
  }
}
