import { i18n, type I18n, type Translate } from '.'

export interface Translation {
  readonly t: Translate
  readonly i18n: I18n
}

const translation: Translation = { t: i18n.t, i18n }

/** Returns strings in the interface language. They are bundled, so this never waits. */
export function useTranslation(): Translation {
  return translation
}
