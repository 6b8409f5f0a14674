/**
 * Walks through earlier prompts with the arrow keys, as in a shell: those of the open chat, then those of all chats.
 */

export interface PromptSource {
  /** Those of the open chat, oldest first. */
  readonly ofChat: readonly string[]
  /** Reads the next page from all chats, latest first. Undefined after the last one. */
  readonly readMore: () => Promise<readonly string[] | undefined>
}

export class PromptWalk {
  readonly #source: PromptSource
  /** Latest first. */
  #prompts: readonly string[]
  /** Index of the shown prompt; -1 is the empty box that the walk started from. */
  #index = -1
  #hasAll = false

  constructor(source: PromptSource) {
    this.#source = source
    this.#prompts = addNew([], source.ofChat.toReversed())
  }

  /** The prompt shown in the box. If the user edits it, the walk ends. */
  get text(): string {
    return this.#prompts[this.#index] ?? ''
  }

  /** Moves one step, to an earlier prompt or back. Returns false if there's none. */
  async step(key: 'ArrowUp' | 'ArrowDown'): Promise<boolean> {
    const next = key === 'ArrowUp' ? this.#index + 1 : this.#index - 1
    while (next >= this.#prompts.length && !this.#hasAll) {
      const more = await this.#source.readMore()
      this.#prompts = addNew(this.#prompts, more ?? [])
      this.#hasAll = more === undefined
    }
    if (next < -1 || next >= this.#prompts.length) return false
    this.#index = next
    return true
  }
}

/** Appends new prompts, so each is in the list once, at its latest use. */
function addNew(prompts: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...prompts, ...more])].filter((prompt) => prompt !== '')
}
