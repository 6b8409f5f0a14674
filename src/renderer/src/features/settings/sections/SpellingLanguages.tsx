import { useEffect, useId, useMemo, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useClient } from '@/bridge/use-client'

interface SpellingLanguagesProps {
  /** Empty: those of the system. */
  readonly chosen: readonly string[]
  readonly onChange: (languages: readonly string[]) => void
}

/** Chooses the spelling dictionaries. If none is chosen, those of the system's languages are used. */
export function SpellingLanguages({ chosen, onChange }: SpellingLanguagesProps) {
  const { t, i18n } = useTranslation()
  const client = useClient()
  const [available, setAvailable] = useState<readonly string[]>([])
  const titleId = useId()
  useEffect(() => {
    void client.request('spelling.languages').then(setAvailable, () => undefined)
  }, [client])
  const named = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'language' })
    return available
      .map((code) => ({ code, name: names.of(code) ?? code }))
      .sort((one, other) => one.name.localeCompare(other.name, i18n.language))
  }, [available, i18n.language])
  if (named.length === 0) return null
  return (
    <div role="group" aria-labelledby={titleId} className="flex flex-col gap-1.5">
      <div className="flex flex-col">
        <span id={titleId} className="text-13">
          {t('settings.general.spellLanguages')}
        </span>
        <span className="text-12 text-text-muted">{t('settings.general.spellLanguagesHint')}</span>
      </div>
      <ul className="grid max-h-44 grid-cols-1 overflow-y-auto rounded-sm border border-line px-2.5 py-1 narrow:grid-cols-2">
        {named.map(({ code, name }) => (
          <li key={code}>
            <label className="flex min-h-7 items-center gap-2 text-13">
              <input
                type="checkbox"
                checked={chosen.includes(code)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, code] : chosen.filter((other) => other !== code))
                }
                className="accent-accent"
              />
              {name}
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}
