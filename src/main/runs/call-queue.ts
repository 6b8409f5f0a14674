/** Lets a limited number of calls through at a time, per line. The others wait: first come, first served. */
export class CallQueue {
  readonly #lines = new Map<string, Line>()

  /**
   * Resolves when it's this call's turn, with a function that leaves the line. Rejects with the signal's reason if the
   * signal aborts first. Calls `onWait` if the call has to wait.
   */
  async enter(name: string, most: number, signal: AbortSignal, onWait: () => Promise<void>): Promise<() => void> {
    signal.throwIfAborted()
    const line = this.#lines.get(name) ?? { active: 0, waiting: [] }
    this.#lines.set(name, line)
    let hasLeft = false
    const leave = (): void => {
      if (hasLeft) return
      hasLeft = true
      line.active -= 1
      advance(line, most)
    }
    if (line.active < most) {
      line.active += 1
      return leave
    }
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => {
        line.waiting = line.waiting.filter((other) => other !== enterNow)
        reject(signal.reason as Error)
      }
      const enterNow = (): void => {
        signal.removeEventListener('abort', giveUp)
        line.active += 1
        resolve()
      }
      line.waiting.push(enterNow)
      signal.addEventListener('abort', giveUp, { once: true })
      void onWait()
    })
    return leave
  }
}

interface Line {
  active: number
  waiting: (() => void)[]
}

function advance(line: Line, most: number): void {
  if (line.active < most) line.waiting.shift()?.()
}
