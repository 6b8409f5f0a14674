import { expect, test } from 'vitest'
import type { ModelId } from '@shared/catalogue'
import type { FamilyAnswer, FamilyRows } from '@/data/records'
import type { AttachmentRow } from '@/data/rows'
import { arrangeFamily, countSteps, type FamilyStep } from './arrange-family'

const row = (id: string): AttachmentRow => ({ id, hash: `hash ${id}` }) as unknown as AttachmentRow

function answer(
  id: string,
  createdAt: number,
  parents: readonly string[],
  cost?: number,
  model = 'openai:x',
): FamilyAnswer {
  return {
    answer: { id, chatId: 'chat', model, createdAt, ...(cost !== undefined && { cost }) },
    prompt: id,
    images: [row(`${id}1`)],
    parents,
    isDeleted: false,
  } as unknown as FamilyAnswer
}

const family = (answers: readonly FamilyAnswer[], brought: readonly string[] = []): FamilyRows => ({
  answers,
  brought: brought.map(row),
  isCut: false,
})
const isFree = (model: ModelId): boolean => model === 'demo:image'

/** "a(b(c),d)" */
function draw(steps: readonly FamilyStep[]): string {
  return steps.map(({ key, children }) => (children.length > 0 ? `${key}(${draw(children)})` : key)).join(',')
}

test('steps lie below what they were made from, oldest first', () => {
  const steps = arrangeFamily(
    family([answer('d', 4, ['a1']), answer('c', 3, ['b1']), answer('b', 2, ['a1']), answer('a', 1, [])]),
    isFree,
  )
  expect(draw(steps)).toBe('a(b(c),d)')
  expect(countSteps(steps)).toBe(4)
})

test('a branch costs what all its steps cost, and says when one of them is unknown', () => {
  const [root] = arrangeFamily(
    family([answer('a', 1, [], 10), answer('b', 2, ['a1'], 20), answer('c', 3, ['b1']), answer('d', 4, ['a1'], 5)]),
    isFree,
  )
  expect(root).toMatchObject({ branchCost: 35, isBranchCostPartial: true })
  expect(root?.children).toMatchObject([
    { key: 'b', branchCost: 20, isBranchCostPartial: true },
    { key: 'd', branchCost: 5, isBranchCostPartial: false },
  ])
})

test('a free model costs nothing rather than an unknown sum', () => {
  const [root] = arrangeFamily(family([answer('a', 1, [], undefined, 'demo:image')]), isFree)
  expect(root).toMatchObject({ branchCost: 0, isBranchCostPartial: false, maker: { cost: 0 } })
})

test('an image of the user’s own is a root, and a second parent is named', () => {
  const steps = arrangeFamily(
    family([answer('a', 1, ['mine', 'other']), answer('b', 2, ['gone'])], ['mine', 'other']),
    isFree,
  )
  expect(draw(steps)).toBe('mine(a),b,other')
  expect(steps[0]?.children[0]?.alsoFrom).toEqual(['hash other'])
})

test('of an answer with several images it says which one a step was made from, and of one image nothing', () => {
  const several = { ...answer('a', 1, []), images: ['a1', 'a2', 'a3'].map(row) }
  const [root] = arrangeFamily(
    family([several, answer('b', 2, ['a2']), answer('c', 3, ['b1']), answer('d', 4, ['a1', 'a3'])]),
    isFree,
  )
  expect(root?.children.map(({ key, from, alsoFrom }) => ({ key, from, alsoFrom }))).toEqual([
    { key: 'b', from: { number: 2, hash: 'hash a2' }, alsoFrom: [] },
    { key: 'd', from: { number: 1, hash: 'hash a1' }, alsoFrom: ['hash a3'] },
  ])
  expect(root?.children[0]?.children[0]).not.toHaveProperty('from')
})

test('rows that name each other are drawn once or not at all, and never forever', () => {
  const steps = arrangeFamily(family([answer('a', 1, ['b1']), answer('b', 2, ['a1']), answer('c', 3, [])]), isFree)
  expect(draw(steps)).toBe('c')
})
