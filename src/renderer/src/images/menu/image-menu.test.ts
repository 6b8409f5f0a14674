import { expect, test, vi } from 'vitest'
import ofMain from '@shared/locales/main.en.json'
import { i18n } from '@/i18n'
import { CONTEXT_COMMANDS } from '@shared/menu'
import { listMenuItems, toContextMenu, type ImageMenu } from './image-menu'

// The shortcuts read it once, when they are loaded.
vi.hoisted(() => vi.stubGlobal('navigator', { platform: 'Linux x86_64' }))

const { t } = i18n
const act = (): void => undefined
const menu: ImageMenu = {
  'delete-image': act,
  'copy-image': act,
  'mark-up': act,
  'edit-image': act,
  'show-in-folder': null,
  'describe-image': { label: 'Describe this image (A & B)', act },
}

test('a menu of the page has the order of the system’s, without what has a button and what is not possible', () => {
  const items = listMenuItems(menu, t, ['edit-image'])
  expect(items.map(({ label, startsGroup }) => [label, startsGroup])).toEqual([
    ['Mark up…', true],
    ['Describe this image (A & B)', true],
    ['Copy image', true],
    ['Delete', true],
  ])
})

test('the system’s menu has the same words, and shows what is not possible', () => {
  const { actions, labels } = toContextMenu(menu, t)
  expect(actions).toEqual({
    'edit-image': act,
    'mark-up': act,
    'describe-image': act,
    'copy-image': act,
    'show-in-folder': null,
    'delete-image': act,
  })
  expect(labels?.['mark-up']).toBe('Mark up…')
})

test('what images share with other menus is called the same in both', () => {
  const shared = ['copy-prompt', 'use-prompt', 'branch-chat', 'regenerate', 'details'] as const
  expect(CONTEXT_COMMANDS.flat()).toEqual(expect.arrayContaining([...shared]))
  expect(shared.map((command) => t(`imageMenu.${command}`))).toEqual(shared.map((command) => ofMain.context[command]))
})
