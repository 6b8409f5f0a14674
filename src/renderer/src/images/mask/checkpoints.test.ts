import { expect, test } from 'vitest'
import { Checkpoints } from './checkpoints'
import { addCommand, NO_HISTORY, redo, undo, type MaskCommand } from './commands'

/** A canvas that remembers what was drawn on it, and counts the points. */
class Sheet {
  shown: readonly MaskCommand[] = []
  points = 0
  readonly #checkpoints = new Checkpoints(() => this.shown)
  #history = NO_HISTORY

  add(command: MaskCommand): void {
    this.#draw(command)
    this.#history = addCommand(this.#history, command)
    this.#checkpoints.note(command, this.#history.done.length)
  }

  undo(): void {
    this.#history = undo(this.#history)
    this.points = 0
    this.#checkpoints.replay(
      this.#history.done,
      (copy) => (this.shown = copy ?? []),
      (command) => this.#draw(command),
    )
  }

  redo(): void {
    const next = this.#history.undone.at(-1)!
    this.#draw(next)
    this.#history = redo(this.#history)
    this.#checkpoints.note(next, this.#history.done.length)
  }

  #draw(command: MaskCommand): void {
    this.shown = command.type === 'clear' ? [] : [...this.shown, command]
    if ('points' in command) this.points += command.points.length
  }
}

const aStroke = (points: number): MaskCommand => ({
  type: 'stroke',
  erases: false,
  points: Array.from({ length: points }, (_, x) => ({ x, y: 0, width: 8 })),
})

test('what is seen after any undo, redo and new stroke is what is left of the strokes', () => {
  const sheet = new Sheet()
  const strokes = Array.from({ length: 60 }, () => aStroke(500))
  for (const stroke of strokes) sheet.add(stroke)
  for (let left = 59; left >= 20; left -= 1) {
    sheet.undo()
    expect(sheet.shown).toEqual(strokes.slice(0, left))
  }
  for (let left = 21; left <= 30; left += 1) {
    sheet.redo()
    expect(sheet.shown).toEqual(strokes.slice(0, left))
  }
  sheet.undo()
  const [other, clear] = [aStroke(1_900), { type: 'clear' } as const]
  sheet.add(other)
  sheet.add(strokes[0]!)
  sheet.undo()
  expect(sheet.shown).toEqual([...strokes.slice(0, 29), other])
  sheet.add(clear)
  sheet.add(strokes[1]!)
  sheet.add(strokes[2]!)
  sheet.undo()
  expect(sheet.shown).toEqual([strokes[1]])
  sheet.undo()
  sheet.undo()
  expect(sheet.shown).toEqual([...strokes.slice(0, 29), other])
})

test('undo draws little again, however much was painted', () => {
  const sheet = new Sheet()
  for (let count = 0; count < 1_000; count += 1) sheet.add(aStroke(100))
  const drawn = Array.from({ length: 300 }, () => {
    sheet.undo()
    return sheet.points
  })
  // Only rarely more points than there are between two copies.
  expect(drawn.filter((points) => points > 2_000).length).toBeLessThan(6)
})
