import { expect, test } from 'vitest'
import { describeKeys, findCommand, SHORTCUTS, toAccelerator, type PressedKey, type Shortcut } from './shortcuts'

const pressed = (key: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('no two commands share their keys', () => {
  const keys = (SHORTCUTS as readonly Shortcut[]).flatMap((shortcut) =>
    [shortcut.keys ?? [], shortcut.also ?? []].flat(),
  )
  expect(new Set(keys).size).toBe(keys.length)
})

test('keys read as each system writes them', () => {
  expect(describeKeys('mod+shift+P', 'darwin')).toBe('⇧⌘P')
  expect(describeKeys('mod+shift+P', 'win32')).toBe('Ctrl+Shift+P')
  expect(describeKeys('F2', 'linux')).toBe('F2')
  expect(toAccelerator('mod+shift+Backspace')).toBe('CmdOrCtrl+Shift+Backspace')
})

test('Command works on macOS and Control elsewhere, and neither with more keys held than asked', () => {
  expect(findCommand(pressed('n', { metaKey: true }), 'darwin')).toBe('new-chat')
  expect(findCommand(pressed('n', { ctrlKey: true }), 'darwin')).toBeUndefined()
  expect(findCommand(pressed('n', { ctrlKey: true }), 'linux')).toBe('new-chat')
  expect(findCommand(pressed('N', { ctrlKey: true, shiftKey: true }), 'linux')).toBeUndefined()
  expect(findCommand(pressed('n', { ctrlKey: true, altKey: true }), 'win32')).toBeUndefined()
  expect(findCommand(pressed('Tab', { ctrlKey: true }), 'darwin')).toBe('next-chat')
})

test('Stop all is found although Shift makes another character of the full stop', () => {
  expect(findCommand(pressed('>', { ctrlKey: true, shiftKey: true }), 'linux')).toBe('stop-all')
  expect(findCommand(pressed('.', { ctrlKey: true }), 'linux')).toBe('stop')
})

test('a command answers to its other keys as well', () => {
  expect(findCommand(pressed('ArrowDown', { altKey: true }), 'linux')).toBe('next-chat')
  expect(findCommand(pressed('ArrowUp', { altKey: true }), 'darwin')).toBe('previous-chat')
  expect(describeKeys('alt+ArrowUp', 'win32')).toBe('Alt+↑')
})

test('a slash that is written with Shift is still a slash', () => {
  expect(findCommand(pressed('/', { ctrlKey: true, shiftKey: true }), 'win32')).toBe('show-shortcuts')
  expect(findCommand(pressed('/', { ctrlKey: true }), 'win32')).toBe('show-shortcuts')
  expect(findCommand(pressed('N', { ctrlKey: true, shiftKey: true }), 'win32')).toBeUndefined()
})
