import { useId, type ReactNode } from 'react'
import type { Settings, SettingsView } from '@shared/settings'
import type { SettingsForm } from '../settings-form'

/** Props of a page of Settings: the saved values, and the changes typed since. */
export interface SettingsSectionProps {
  readonly view: SettingsView
  readonly form: SettingsForm
  /** For typed changes, which apply on Save. */
  readonly onChange: (part: Partial<SettingsForm>) => void
  /** For switches and choices, which apply at once. */
  readonly onSet: (part: Partial<Settings>) => void
}

interface GroupProps {
  /** Visible if the page has more than one group; always the group's accessible name. */
  readonly title: string
  readonly isTitleShown?: boolean
  readonly about?: string
  readonly children: ReactNode
}

/** A group of fields on a page. */
export function Group({ title, isTitleShown = false, about, children }: GroupProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-4 not-first-of-type:border-t not-first-of-type:border-line not-first-of-type:pt-5"
    >
      <div className={isTitleShown || about ? '' : 'sr-only'}>
        <h4 id={id} className={isTitleShown ? 'text-13 font-semibold' : 'sr-only'}>
          {title}
        </h4>
        {about && <p className="max-w-measure text-13 text-text-muted">{about}</p>}
      </div>
      {children}
    </section>
  )
}
