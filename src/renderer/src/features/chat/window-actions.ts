import { createContext, useContext } from 'react'
import type { ObjectHash } from '@shared/ids'
import type { SettingsSectionName } from '@/features/settings/section-names'

/** What messages may ask of the parts of the window that they do not know. */
export interface WindowActions {
  readonly openSettings: (section?: SettingsSectionName) => void
  /** Puts a text into the composer. */
  readonly editPrompt: (text: string) => void
  readonly viewPicture: (hash: ObjectHash) => void
}

export const WindowActionsContext = createContext<WindowActions | undefined>(undefined)

export function useWindowActions(): WindowActions {
  const actions = useContext(WindowActionsContext)
  if (!actions) throw new Error('useWindowActions needs a WindowActionsContext above it')
  return actions
}
