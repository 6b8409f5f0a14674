import { describe, expect, it } from 'vitest'
import { listRecalled, walkPrompts, type Recalled } from './recall'

const prompts = ['third', 'second', 'first']

describe('walking through earlier prompts', () => {
  it('goes back from an empty box, and down again to the empty box', () => {
    let text = ''
    let recalled: Recalled | undefined
    const press = (key: 'ArrowUp' | 'ArrowDown'): string => {
      recalled = walkPrompts(prompts, text, recalled, key) ?? recalled
      text = recalled?.text ?? text
      return text
    }
    expect(['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp'].map((key) => press(key as 'ArrowUp'))).toEqual([
      'third',
      'second',
      'first',
      'first',
    ])
    expect(['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown'].map((key) => press(key as 'ArrowDown'))).toEqual([
      'second',
      'third',
      '',
      '',
    ])
    expect(press('ArrowUp')).toBe('third')
  })

  it('never takes the place of what was typed or changed', () => {
    expect(walkPrompts(prompts, 'typed', undefined, 'ArrowUp')).toBeUndefined()
    expect(walkPrompts(prompts, 'third, changed', { index: 0, text: 'third' }, 'ArrowUp')).toBeUndefined()
    expect(walkPrompts(prompts, 'third, changed', { index: 0, text: 'third' }, 'ArrowDown')).toBeUndefined()
  })

  it('begins with the latest again after the box was emptied', () => {
    expect(walkPrompts(prompts, '', { index: 1, text: 'second' }, 'ArrowUp')).toEqual({ index: 0, text: 'third' })
  })

  it('lists the latest first, and one that was sent again once', () => {
    expect(listRecalled(['a', 'b', 'b', 'a'])).toEqual(['a', 'b', 'a'])
  })
})
