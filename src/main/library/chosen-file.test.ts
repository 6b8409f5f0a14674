import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { CHOSEN_FILE } from '@shared/library'
import { test } from '../../../tests/support/main/test-folder'
import { ChosenFile } from './chosen-file'

test('a file that was chosen is given out once, at its own address only', async ({ folder }) => {
  const chosen = new ChosenFile()
  const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')]
  await writeFile(first, 'one')
  await writeFile(second, 'two')
  const ask = (url: string, init?: RequestInit) => chosen.respond(new Request(url, init))
  expect(ask(`${CHOSEN_FILE}${'0'.repeat(36)}`).status).toBe(404)
  const old = chosen.offer(first)
  const address = chosen.offer(second)
  expect(ask(old).status).toBe(404)
  expect(ask(address, { method: 'POST' }).status).toBe(404)
  expect(await ask(address).text()).toBe('two')
  expect(ask(address).status).toBe(404)
})
