import { expect, test } from 'vitest'
import { Farewells } from './farewells'

class Scene {
  readonly page = {}
  readonly asked: object[] = []
  canAsk = true
  elapse: () => void = () => {}
  readonly farewells = new Farewells({
    ask: (page) => {
      this.asked.push(page)
      return this.canAsk
    },
    after: (_delayMs, callback) => (this.elapse = callback),
  })
}

test('a window closes once its page has kept everything, and the page is asked once, however often it is closed', async () => {
  const { farewells, page, asked } = new Scene()
  const said = Promise.all([farewells.say(page), farewells.say(page)])
  expect(farewells.isSaid(page)).toBe(false)
  farewells.answer(page)
  await said
  expect(farewells.isSaid(page)).toBe(true)
  expect(asked).toEqual([page])
})

test('a page that hangs keeps its window open for a moment only', async () => {
  const scene = new Scene()
  const said = scene.farewells.say(scene.page)
  scene.elapse()
  await said
  expect(scene.farewells.isSaid(scene.page)).toBe(true)
})

test('a page that has not started, or has crashed, is not waited for', async () => {
  const scene = new Scene()
  scene.canAsk = false
  await scene.farewells.say(scene.page)
  expect(scene.farewells.isSaid(scene.page)).toBe(true)
})

test('a page that stays after all is asked again before its window closes', async () => {
  const { farewells, page, asked } = new Scene()
  const first = farewells.say(page)
  farewells.answer(page)
  await first
  farewells.takeBack()
  expect(farewells.isSaid(page)).toBe(false)
  const second = farewells.say(page)
  farewells.answer(page)
  await second
  expect(asked).toEqual([page, page])
})

test('a system that shuts down waits for no page', () => {
  const { farewells, page } = new Scene()
  farewells.turnOff()
  expect(farewells.isSaid(page)).toBe(true)
})
