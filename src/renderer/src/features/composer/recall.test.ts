import { describe, expect, it } from 'vitest'
import { PromptWalk } from './recall'

/** `pages`: the prompts of all chats, read a page at a time. */
function startWalk(ofChat: readonly string[], pages: readonly (readonly string[])[] = []) {
  const rest = [...pages]
  const reads: number[] = []
  const walk = new PromptWalk({
    ofChat,
    readMore: async () => {
      reads.push(rest.length)
      return rest.shift()
    },
  })
  const press = async (key: 'ArrowUp' | 'ArrowDown'): Promise<string> => {
    await walk.step(key)
    return walk.text
  }
  const pressAll = async (key: 'ArrowUp' | 'ArrowDown', times: number): Promise<readonly string[]> => {
    const texts: string[] = []
    for (let time = 0; time < times; time += 1) texts.push(await press(key))
    return texts
  }
  return { pressAll, reads }
}

describe('walking through earlier prompts', () => {
  it('goes back from an empty box, and down again to the empty box', async () => {
    const { pressAll } = startWalk(['first', 'second', 'third'])
    expect(await pressAll('ArrowUp', 4)).toEqual(['third', 'second', 'first', 'first'])
    expect(await pressAll('ArrowDown', 4)).toEqual(['second', 'third', '', ''])
    expect(await pressAll('ArrowUp', 1)).toEqual(['third'])
  })

  it('goes on with the prompts of all chats, and reads them only when it gets there', async () => {
    const { pressAll, reads } = startWalk(['first', 'second'], [['second', 'elsewhere'], [], ['long ago']])
    expect(await pressAll('ArrowUp', 2)).toEqual(['second', 'first'])
    expect(reads).toEqual([])
    expect(await pressAll('ArrowUp', 1)).toEqual(['elsewhere'])
    expect(reads).toEqual([3])
    expect(await pressAll('ArrowUp', 2)).toEqual(['long ago', 'long ago'])
    expect(await pressAll('ArrowDown', 2)).toEqual(['elsewhere', 'first'])
  })

  it('shows a prompt that was sent again once, where it was sent last, and none without words', async () => {
    const { pressAll } = startWalk(['a', 'b', 'b', 'a', ''])
    expect(await pressAll('ArrowUp', 3)).toEqual(['a', 'b', 'b'])
  })
})
