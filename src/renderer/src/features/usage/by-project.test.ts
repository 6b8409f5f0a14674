import { expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import { aSpending } from '../../../../../tests/support/page/a-spending'
import { listWanted, ofProjects, type ProjectFilter, type UsageProject } from './by-project'

const [harbor, deleted] = ['harbor' as ChatId, 'deleted' as ChatId]
const projects: readonly UsageProject[] = [
  { id: harbor, title: 'Harbor', limits: { dailyCap: null, monthlyCap: null, askAbove: null } },
]
const entries = [
  aSpending({ cost: 1, projectId: harbor }),
  aSpending({ cost: 2 }),
  aSpending({ cost: 4, projectId: deleted }),
]

test.each([
  ['all', [1, 2, 4]],
  [harbor, [1]],
  ['none', [2]],
  ['gone', [4]],
] as const)('the filter "%s" shows what was spent there, and each answer is in one of them', (filter, costs) => {
  const wanted = listWanted(filter as ProjectFilter, projects, entries)
  expect(ofProjects(entries, wanted).map(({ cost }) => cost)).toEqual(costs)
})
