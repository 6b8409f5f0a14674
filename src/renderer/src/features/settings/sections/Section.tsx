import { useId, type ReactNode } from 'react'
import type { Settings, SettingsView } from '@shared/settings'
import type { SettingsForm } from '../settings-form'

/** What a page of Settings gets: what holds now, and what has been typed since. */
export interface SettingsSectionProps {
  readonly view: SettingsView
  readonly form: SettingsForm
  /** Typed, and kept with Save. */
  readonly onChange: (part: Partial<SettingsForm>) => void
  /** Kept at once, without Save: switches and choices. */
  readonly onSet: (part: Partial<Settings>) => void
}

interface GroupProps {
  /** Shown where a page has more than one group; its name for assistive technology in any case. */
  readonly title: string
  readonly isTitleShown?: boolean
  readonly about?: string
  readonly children: ReactNode
}

/** What belongs together on a page. */
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
