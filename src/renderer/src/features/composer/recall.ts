/** Walking through earlier prompts with the arrow keys, as in a shell. Pure. */

export interface Recalled {
  /** Of the prompt that is shown: 0 for the latest. */
  readonly index: number
  readonly text: string
}

/**
 * The next one in this direction: undefined where the arrow only moves the cursor. `text: ''` with index -1 is the empty box
 * where the walk began. `recalled`: what the last call returned. A changed text is not walked away from.
 */
export function walkPrompts(
  prompts: readonly string[],
  text: string,
  recalled: Recalled | undefined,
  key: 'ArrowUp' | 'ArrowDown',
): Recalled | undefined {
  const isWalking = recalled !== undefined && recalled.index >= 0 && recalled.text === text
  if (!isWalking && text !== '') return undefined
  const from = isWalking ? recalled.index : -1
  const index = key === 'ArrowUp' ? from + 1 : from - 1
  if (index < -1 || index >= prompts.length) return undefined
  return { index, text: prompts[index] ?? '' }
}

/** Latest first, without repetitions of one right after another. `prompts`: oldest first. */
export function listRecalled(prompts: readonly string[]): readonly string[] {
  return prompts.filter((prompt, index) => prompt !== prompts[index + 1]).toReversed()
}
