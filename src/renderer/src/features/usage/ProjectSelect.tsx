import type { Spending } from '@shared/spending'
import { useTranslation } from '@/i18n/use-translation'
import { Select } from '@/ui/Select'
import { listGone, type ProjectFilter, type UsageProject } from './by-project'

interface ProjectSelectProps {
  readonly filter: ProjectFilter
  readonly projects: readonly UsageProject[]
  /** Of all projects. */
  readonly entries: readonly Spending[]
  readonly onChoose: (filter: ProjectFilter) => void
}

/** Renders nothing while there are no projects. */
export function ProjectSelect({ filter, projects, entries, onChoose }: ProjectSelectProps) {
  const { t } = useTranslation()
  const hasGone = filter === 'gone' || listGone(projects, entries).length > 0
  if (projects.length === 0 && !hasGone) return null
  const choices: readonly { readonly value: ProjectFilter; readonly label: string }[] = [
    { value: 'all', label: t('usage.allProjects') },
    ...projects.map(({ id, title }) => ({ value: id, label: title })),
    { value: 'none', label: t('usage.noProject') },
    ...(hasGone ? [{ value: 'gone' as const, label: t('usage.goneProjects') }] : []),
  ]
  return (
    <Select
      label={t('usage.ofProject')}
      value={filter}
      choices={choices}
      isNarrowed={filter !== 'all'}
      onChoose={onChoose}
    />
  )
}
