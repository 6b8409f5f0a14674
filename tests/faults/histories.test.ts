/**
 * Random histories of sending, stopping, retrying, deleting chats, killing, full disks, lost networks and lost stores,
 * with the oracle's checks after each restart. Each history has a seed, which is printed when it fails; EASEL_SEED
 * repeats it.
 */
import fc from 'fast-check'
import { writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { createId, type ChatId, type MessageId, type RunId } from '@shared/ids'
import { isTerminal, type RunDraft, type RunState } from '@shared/run'
import type { Answer } from '../../e2e/stand-ins/http-stand-in'
import { notAnImage } from '../../e2e/stand-ins/images'
import { Gone } from './core-process'
import { byEffort } from './effort'
import { test } from './fixtures'
import { aDraft, anImage, killsBefore, type LaunchOptions, type World } from './world'

/** `npm run soak` runs more. */
const HISTORIES = Number(process.env['EASEL_HISTORIES'] ?? byEffort({ quick: 10, thorough: 30, all: 100 }))
const SEED = Number(process.env['EASEL_SEED'] ?? 20_261_122)
/** For `npm run soak`: no history starts after this time, and the number of histories is written to this file. */
const UNTIL = Number(process.env['EASEL_UNTIL'] ?? Infinity)
const COUNT_FILE = process.env['EASEL_COUNT_FILE']

test(
  'any history of sending, stopping, killing and failing ends with nothing lost and nothing paid twice',
  async ({ world }) => {
    let seed = 0
    let done = 0
    const commands = fc.commands(
      [
        fc.constantFrom(...ENDINGS).map((ending) => new Send(ending, (seed += 1))),
        fc.constantFrom(...ENDINGS).map((ending) => new Send(ending, (seed += 1))),
        fc.constantFrom(...ENDINGS).map((ending) => new Retry(ending, (seed += 1))),
        fc.array(fc.constantFrom(...ENDINGS), { minLength: 2, maxLength: 7 }).map((endings) => {
          return new SendSeveral(endings.map((ending) => new Send(ending, (seed += 1))))
        }),
        fc.constant(new Stop()),
        fc.constant(new GoOn()),
        fc.constant(new BreakOff()),
        fc.constant(new Kill()),
        fc.integer({ min: 1, max: 90 }).map((nth) => new DieLater(nth)),
        fc.constantFrom('writeFile', 'sync', 'rename').map((call) => new FillDisk(call)),
        fc.constantFrom('refuses' as const, 'resets' as const).map((how) => new DropNetwork(how)),
        fc.constant(new FindNetwork()),
        fc.constant(new DeleteChat()),
        fc.constant(new LoseStore()),
        fc.constant(new FindStore()),
        fc.constant(new LosePage()),
        fc.constant(new Reload()),
      ],
      { maxCommands: 10 },
    )
    await fc.assert(
      fc.asyncProperty(commands, async (history) => {
        if (Date.now() > UNTIL) return
        const setup = async () => ({ model: {}, real: await Life.begin(await world.another()) })
        const lives: Life[] = []
        try {
          await fc.asyncModelRun(async () => {
            const made = await setup()
            lives.push(made.real)
            return made
          }, history)
          await lives[0]?.end()
          done += 1
        } finally {
          for (const { world: inner } of lives) await inner.end()
        }
      }),
      { numRuns: HISTORIES, seed: SEED, endOnFailure: HISTORIES > 30 },
    )
    if (COUNT_FILE) await writeFile(COUNT_FILE, String(done))
  },
  24 * 3_600_000,
)

const ENDINGS = [
  'good',
  'stalls',
  'stalls in mid-answer',
  'is cut',
  'resets',
  'fails',
  'is busy',
  'is no image',
] as const
type Ending = (typeof ENDINGS)[number]

/** A world, and what is in progress in it. */
class Life {
  readonly stalled = new Map<RunId, Answer>()
  chatId = createId<ChatId>()
  isOffline = false
  readonly #options: LaunchOptions = { automaticRetries: 1, hurriesCountdowns: 50 }

  private constructor(readonly world: World) {}

  static async begin(world: World): Promise<Life> {
    const life = new Life(world)
    await world.launch(life.#options)
    return life
  }

  /** Runs an action if the core is alive. A core that died in the meantime is restarted and checked. */
  async attempt(action: (world: World) => Promise<unknown>): Promise<void> {
    if (this.world.life.hasEnded) await this.restart()
    try {
      await action(this.world)
    } catch (error) {
      if (!(error instanceof Gone)) throw error
    }
  }

  async restart(more: LaunchOptions = {}): Promise<void> {
    if (!this.world.life.hasEnded) await this.world.kill()
    else await this.world.rememberEnd()
    this.world.openai.next.nothingMore()
    this.stalled.clear()
    this.world.hasPage = true
    try {
      await this.world.launch({ ...this.#options, ...more })
    } catch (error) {
      if (!(error instanceof Gone)) throw error
      return
    }
    expect(await this.world.violations()).toEqual([])
  }

  /** Repairs everything and lets all runs end. */
  async end(): Promise<void> {
    this.world.blob.recovers()
    await this.world.findNetwork()
    await this.restart()
    await this.world.rest()
    expect(await this.world.answersHeldUp()).toEqual([])
    expect(await this.world.violations()).toEqual([])
    expect(this.world.rows().filter(({ state }) => !isTerminal(state))).toEqual([])
  }
}

type Command = fc.AsyncCommand<object, Life>

class Send implements Command {
  constructor(
    readonly ending: Ending,
    readonly seed: number,
  ) {}

  check = () => true

  run = (_model: object, life: Life): Promise<void> =>
    life.attempt(async (world) => {
      const draft = await this.draft(life)
      if (!draft) return
      const { id } = draft
      if (life.isOffline) {
        world.start(draft)
        // It may be counting down. It continues automatically, whatever comes next.
        await world.says(id, isTerminal)
        return
      }
      const answer = this.#script(world)
      world.start(draft)
      const isStalled = answer.stalled.then(() => life.stalled.set(id, answer))
      await Promise.race([isStalled, world.says(id, (state) => isAtRest(state) || waits(state))])
    })

  protected draft({ chatId }: Life): Promise<RunDraft | undefined> {
    return Promise.resolve(aDraft({}, undefined, chatId))
  }

  #script({ openai: { next } }: World): Answer {
    const image = anImage(this.seed)
    switch (this.ending) {
      case 'good':
        return next.image(image)
      case 'stalls':
        return next.stallsBeforeHeaders(image)
      case 'stalls in mid-answer':
        return next.stallsAfterPreview(1, image)
      case 'is cut':
        return next.cutsBody({ afterBytes: 5_000, ...image })
      case 'resets':
        return next.resetsConnection()
      case 'fails':
        return next.fails({ status: 500, message: 'Oh.' })
      case 'is busy': {
        const answer = next.fails({ status: 429, code: 'rate_limit_exceeded', headers: { 'retry-after-ms': '20' } })
        next.image(image)
        return answer
      }
      case 'is no image':
        return next.answersNotAnImage(notAnImage())
    }
  }

  toString = () => `send (${this.ending})`
}

/** Several in a row, whether or not earlier ones have ended. Those beyond the service's limit wait unsent. */
class SendSeveral implements Command {
  constructor(readonly sends: readonly Send[]) {}
  check = () => true
  run = async (model: object, life: Life): Promise<void> => {
    for (const send of this.sends) await send.run(model, life)
  }
  toString = () => `several: ${this.sends.join(', ')}`
}

/** Retries the newest ended answer: the same question in the same place, in a separate run. */
class Retry extends Send {
  protected override async draft({ world }: Life): Promise<RunDraft | undefined> {
    const ended = world.rows().findLast(({ place, state }) => !world.chats.isDeleted(place.chatId) && isTerminal(state))
    if (!ended) return undefined
    // As in the page: retrying before a countdown ends replaces it.
    if (!isAtRest(ended.state)) await world.stop(ended.id)
    return { id: createId<MessageId>(), place: ended.place, request: ended.request }
  }

  override toString = () => `retry (${this.ending})`
}

class Stop implements Command {
  check = () => true
  run = (_model: object, life: Life): Promise<void> =>
    life.attempt(async (world) => {
      const [id = world.rows().find(({ state }) => isTerminal(state) && !isAtRest(state))?.id] = life.stalled.keys()
      if (!id) return
      life.stalled.delete(id)
      await world.stop(id)
    })
  toString = () => 'stop'
}

class GoOn implements Command {
  check = () => true
  run = (_model: object, life: Life): Promise<void> =>
    life.attempt(async (world) => {
      const [entry] = life.stalled
      if (!entry) return
      const [id, answer] = entry
      life.stalled.delete(id)
      answer.continue()
      await world.says(id, isTerminal)
    })
  toString = () => 'go on'
}

class BreakOff implements Command {
  check = () => true
  run = (_model: object, life: Life): Promise<void> =>
    life.attempt(async (world) => {
      const [entry] = life.stalled
      if (!entry) return
      const [id, answer] = entry
      life.stalled.delete(id)
      answer.breakOff()
      await world.says(id, isTerminal)
    })
  toString = () => 'break off'
}

class Kill implements Command {
  check = () => true
  run = (_model: object, life: Life): Promise<void> => life.restart()
  toString = () => 'kill, restart'
}

class DieLater implements Command {
  constructor(readonly nth: number) {}
  check = () => true
  run = (_model: object, life: Life): Promise<void> => life.restart({ failpoints: [killsBefore('*', '', this.nth)] })
  toString = () => `restart, to be killed at call ${this.nth} on files`
}

class FillDisk implements Command {
  constructor(readonly call: string) {}
  check = () => true
  run = (_model: object, life: Life): Promise<void> =>
    life.restart({ failpoints: [{ call: this.call, path: 'objects/', does: { fails: 'ENOSPC', times: 2 } }] })
  toString = () => `restart on a disk that is full at ${this.call}`
}

class DropNetwork implements Command {
  constructor(readonly how: 'refuses' | 'resets') {}
  check = () => true
  run = (_model: object, life: Life): Promise<void> =>
    life.attempt(async (world) => {
      if (life.isOffline) return
      life.isOffline = true
      const broken = [...life.stalled.keys()]
      life.stalled.clear()
      await world.dropNetwork(this.how)
      for (const id of broken) await world.says(id, isTerminal)
    })
  toString = () => `drop the network (it ${this.how})`
}

class FindNetwork implements Command {
  check = () => true
  run = (_model: object, life: Life): Promise<void> =>
    life.attempt(async (world) => {
      if (!life.isOffline) return
      life.isOffline = false
      await world.findNetwork()
      // Lets announced retries run first, so that they don't take an answer meant for another request.
      for (const { id } of await world.list()) await world.says(id, isAtRest)
    })
  toString = () => 'find the network'
}

class DeleteChat implements Command {
  check = () => true
  run = (_model: object, life: Life): Promise<void> =>
    life.attempt(async (world) => {
      const deleted = life.chatId
      life.chatId = createId<ChatId>()
      await world.chats.delete(deleted, world.life)
      // As in the page: nothing is sent from a deleted chat.
      for (const { id, place, state } of world.rows()) {
        if (place.chatId === deleted && isTerminal(state) && !isAtRest(state)) await world.stop(id)
      }
    })
  toString = () => 'delete the chat'
}

class LoseStore implements Command {
  check = () => true
  run = (_model: object, life: Life): Promise<void> => Promise.resolve(life.world.blob.always.resetsConnection())
  toString = () => 'lose the store'
}

class FindStore implements Command {
  check = () => true
  run = (_model: object, life: Life): Promise<void> => Promise.resolve(life.world.blob.recovers())
  toString = () => 'find the store'
}

class LosePage implements Command {
  check = () => true
  run = async (_model: object, life: Life): Promise<void> => void (life.world.hasPage = false)
  toString = () => 'lose the page'
}

class Reload implements Command {
  check = () => true
  run = (_model: object, life: Life): Promise<void> => life.attempt((world) => world.reload())
  toString = () => 'reload the page'
}

/** Whether it waits in the queue for a free slot. */
function waits(state: RunState): boolean {
  return state.status === 'queued' && state.waits === true
}

function isAtRest(state: RunState): boolean {
  return isTerminal(state) && !(state.status === 'failed' && state.failure.again !== undefined)
}
