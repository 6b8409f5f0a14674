import { expect, test } from 'vitest'
import type { ChatId, ObjectHash } from '@shared/ids'
import { createChatImages } from './chat-images'

const one = 'one' as ChatId
const other = 'other' as ChatId
const sea = 'sea' as ObjectHash

/** Rows that count how often they are read, and a user who pauses only when the test says so. */
function setUp() {
  const rows = new Map<ChatId, ObjectHash>([[one, sea]])
  const asked: ChatId[][] = []
  const pauses: (() => void)[] = []
  let mark = 'first'
  const chatImages = createChatImages({
    whenQuiet: () => new Promise((resolve) => void pauses.push(resolve)),
    data: () =>
      Promise.resolve({
        messages: { mark: () => Promise.resolve(mark) },
        chatImages: {
          findNewest(ids: readonly ChatId[]) {
            asked.push([...ids])
            return Promise.resolve(
              new Map(
                ids.flatMap((id) => {
                  const hash = rows.get(id)
                  return hash ? [[id, hash] as const] : []
                }),
              ),
            )
          },
        } as never,
      }),
  })
  const settle = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve))
  return {
    ...chatImages,
    asked,
    write(change: () => void) {
      change()
      mark += ' and more'
    },
    rows,
    settle,
    async pause() {
      for (const resolve of pauses.splice(0)) resolve()
      await settle()
    },
  }
}

test('nothing is read before the user pauses, and then only what is in view, in one go', async () => {
  const { show, pause, asked, images } = setUp()
  const hide = show(one)
  show(other)
  show('passed over' as ChatId)()
  expect(asked).toEqual([])
  await pause()
  expect(asked).toEqual([[one, other]])
  expect(images.getState()).toEqual(new Map([[one, sea]]))

  hide()
  show(one)
  await pause()
  expect(asked).toHaveLength(1)
})

test('what was written since is read again, and an image that is gone is not shown anymore', async () => {
  const { show, look, pause, asked, images, rows, write } = setUp()
  show(one)
  await pause()
  look()
  await pause()
  expect(asked).toHaveLength(1)

  write(() => rows.delete(one))
  look()
  await pause()
  expect(images.getState()).toEqual(new Map())
})

test('what was deleted and is back is looked up without waiting for a pause, also before its row is in view', async () => {
  const { show, lookAtOnce, asked, images, rows, write, settle } = setUp()
  show(one)
  write(() => rows.delete(one))
  lookAtOnce()
  await settle()
  expect(images.getState()).toEqual(new Map())

  write(() => rows.set(one, sea).set(other, sea))
  lookAtOnce([other])
  await settle()
  expect(asked.at(-1)).toEqual([one, other])
  expect(images.getState()).toEqual(
    new Map([
      [one, sea],
      [other, sea],
    ]),
  )
})
