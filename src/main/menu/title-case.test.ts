import { expect, test } from 'vitest'
import { toTitleCase } from './title-case'

test('labels are written as macOS writes its menus', () => {
  expect(
    ['Paste and match style', 'Show in folder', 'Save image as…', 'About Easel', 'report a problem…'].map(toTitleCase),
  ).toEqual(['Paste and Match Style', 'Show in Folder', 'Save Image As…', 'About Easel', 'Report a Problem…'])
})
