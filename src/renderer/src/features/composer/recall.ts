/** Walking through earlier prompts with the arrow keys, as in a shell: those of the open chat, then those of all chats. */

export interface PromptSource {
  /** Of the open chat, oldest first. */
  readonly ofChat: readonly string[]
  /** The next ones of all chats, latest first. Undefined after the last ones. */
  readonly readMore: () => Promise<readonly string[] | undefined>
}

export class PromptWalk {
  readonly #source: PromptSource
  /** Latest first. */
  #prompts: readonly string[]
  /** Of the prompt that is shown; -1 is the empty box where the walk began. */
  #index = -1
  #hasAll = false

  constructor(source: PromptSource) {
    this.#source = source
    this.#prompts = addNew([], source.ofChat.toReversed())
  }

  /** What the box holds while the user walks. A changed text is not walked away from. */
  get text(): string {
    return this.#prompts[this.#index] ?? ''
  }

  /** Goes one step: to an earlier prompt, or back. False where there is none. */
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

/** Each prompt once, where it was sent last. */
function addNew(prompts: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...prompts, ...more])].filter((prompt) => prompt !== '')
}
