import { useId, type ReactNode } from 'react'
import type { SettingsView } from '@shared/settings'
import type { SettingsForm } from '../settings-form'

/** What a section of Settings gets: what holds now, and what has been typed since. */
export interface SettingsSectionProps {
  readonly view: SettingsView
  readonly form: SettingsForm
  readonly onChange: (part: Partial<SettingsForm>) => void
}

interface SectionProps {
  readonly group?: string
  readonly title: string
  readonly about?: string
  readonly children: ReactNode
}

export function Section({ group, title, about, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4 border-t border-line py-6 first:border-t-0">
      <div>
        {group && <p className="mb-1 text-12 font-medium text-text-muted">{group}</p>}
        <h3 id={id} className="text-14 font-semibold">
          {title}
        </h3>
        {about && <p className="text-13 text-text-muted">{about}</p>}
      </div>
      {children}
    </section>
  )
}
