import { i18n, type I18n, type Translate } from '.'

export interface Translation {
  readonly t: Translate
  readonly i18n: I18n
}

const translation: Translation = { t: i18n.t, i18n }

/** Words in the language of the interface. They are bundled, so there's nothing to wait for. */
export function useTranslation(): Translation {
  return translation
}
