import i18next, { type i18n, type TFunction } from 'i18next'
import { useMemo, useSyncExternalStore } from 'react'

export interface Translation {
  readonly t: TFunction
  readonly i18n: i18n
}

/** Words in the language of the interface. Resources are bundled, so there's nothing to wait for. */
export function useTranslation(): Translation {
  const language = useSyncExternalStore(subscribe, getLanguage, getLanguage)
  // A new `t` for a new language, so that memoized values are computed again.
  return useMemo(() => ({ t: i18next.getFixedT(language), i18n: i18next }), [language])
}

function getLanguage(): string {
  return i18next.language
}

function subscribe(listener: () => void): () => void {
  i18next.on('languageChanged', listener)
  return () => i18next.off('languageChanged', listener)
}
