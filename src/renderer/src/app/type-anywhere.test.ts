import { expect, test } from 'vitest'
import { isTyping, type KeyPress } from './type-anywhere'

function aPress(changes: Partial<KeyPress> & { readonly altGraph?: boolean } = {}): KeyPress {
  const { altGraph = false, ...rest } = changes
  return {
    key: 'a',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    defaultPrevented: false,
    getModifierState: (name) => name === 'AltGraph' && altGraph,
    ...rest,
  }
}

test.each([
  ['a letter', { key: 'a' }, true],
  ['a capital letter', { key: 'Ä' }, true],
  ['a digit', { key: '7' }, true],
  ['a slash', { key: '/' }, true],
  ['an emoji of two code units', { key: '🦊' }, true],
  ['AltGr and Q on a German keyboard', { key: '@', ctrlKey: true, altKey: true, altGraph: true }, true],
  ['a dead key', { key: 'Dead' }, true],
  ['the first key of an input method', { key: 'Process' }, true],
  ['a key in the middle of a composition', { key: 'a', isComposing: true }, false],
  ['Ctrl+A', { key: 'a', ctrlKey: true }, false],
  ['Command+A', { key: 'a', metaKey: true }, false],
  ['Alt+A', { key: 'a', altKey: true }, false],
  ['Space, which scrolls and presses buttons', { key: ' ' }, false],
  ['Enter', { key: 'Enter' }, false],
  ['Tab', { key: 'Tab' }, false],
  ['Shift alone', { key: 'Shift' }, false],
  ['F2', { key: 'F2' }, false],
  ['an arrow', { key: 'ArrowUp' }, false],
  ['a key that something else has used', { key: 'a', defaultPrevented: true }, false],
] as const)('%s is typing: %o', (_what, changes, expected) => {
  expect(isTyping(aPress(changes))).toBe(expected)
})
