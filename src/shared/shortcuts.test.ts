import { expect, test } from 'vitest'
import { describeKeys, findCommand, SHORTCUTS, toAccelerator, type PressedKey } from './shortcuts'

const pressed = (key: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('no two commands share their keys', () => {
  const keys = SHORTCUTS.flatMap((shortcut) => ('keys' in shortcut ? [shortcut.keys] : []))
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
