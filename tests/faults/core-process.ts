/**
 * One session of the core: a process that can be queried, killed, stopped and frozen. `onTold` receives its messages.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Run } from '@shared/run'
import type { Plan, Question, Told } from './child/plan'

/** Thrown if the process ended before it replied. */
export class Gone extends Error {}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

export class CoreProcess {
  /** Its runs once the last session is settled. Rejects with `Gone` if it dies first. */
  readonly ready: Promise<{ readonly runs: readonly Run[] }>
  /** Resolves with its exit code and signal. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  hasEnded = false
  /** What it printed. */
  output = ''
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #pid: number | undefined
  #asked = 0

  /** `under`: a program, with its arguments, that starts the process. */
  constructor(program: string, plan: Plan, onTold: (told: Told) => void, under: readonly string[] = []) {
    const [command = process.execPath, ...args] = [...under, process.execPath, program, JSON.stringify(plan)]
    this.#process = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A single thread for file calls, so that their order and numbering never vary.
      env: { PATH: process.env['PATH'], UV_THREADPOOL_SIZE: '1' },
    })
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    }
    this.ended = once(this.#process, 'close').then(([code, signal]) => {
      this.hasEnded = true
      for (const { reject } of this.#waiting.values()) reject(new Gone(this.output))
      return { code: code as number | null, signal: signal as NodeJS.Signals | null }
    })
    this.ready = new Promise((resolve, reject) => {
      this.#waiting.set(0, { resolve, reject })
      this.#process.on('message', (told: Told) => {
        if (told.tell === 'ready') {
          this.#pid = told.pid
          this.#waiting.delete(0)
          resolve(told)
        } else if (told.tell === 'answer') this.#answered(told)
        onTold(told)
      })
    })
    // Tests that need it await it. Interrupted sessions are normal here.
    this.ready.catch(() => undefined)
  }

  ask<T = unknown>(question: Question): Promise<T> {
    this.#asked += 1
    const number = this.#asked
    const answer = new Promise<T>((resolve, reject) => {
      if (this.hasEnded || !this.#process.connected) reject(new Gone(this.output))
      this.#waiting.set(number, { resolve, reject })
      this.#process.send({ number, ...question }, (error) => error && reject(new Gone(error.message)))
    })
    answer.catch(() => undefined)
    return answer
  }

  /** Sends SIGKILL, also to the program that started it. Resolves once it has ended. */
  async kill(): Promise<void> {
    this.#signal('SIGKILL')
    this.#process.kill('SIGKILL')
    await this.ended
  }

  /** Sends SIGTERM, as at the end of a session. */
  async terminate(): Promise<void> {
    this.#signal('SIGTERM')
    await this.ended
  }

  freeze(): void {
    this.#signal('SIGSTOP')
  }

  thaw(): void {
    this.#signal('SIGCONT')
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      process.kill(this.#pid ?? this.#process.pid ?? 0, signal)
    } catch {
      // It has just ended.
    }
  }

  #answered({ number, value, failure }: Extract<Told, { tell: 'answer' }>): void {
    const waiting = this.#waiting.get(number)
    this.#waiting.delete(number)
    if (failure === undefined) waiting?.resolve(value as never)
    else waiting?.reject(failure)
  }
}
