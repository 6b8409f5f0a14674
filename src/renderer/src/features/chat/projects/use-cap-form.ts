import { useState } from 'react'
import { useSettingsStoreApi } from '@/bridge/settings-store'
import { parseAmount, writeAmount } from '@/lib/amount'
import type { ProjectId } from './model'

export interface CapForm {
  readonly daily: string
  readonly monthly: string
  readonly isReadable: boolean
  readonly change: (part: { readonly daily?: string; readonly monthly?: string }) => void
  /** Saves the caps of this project in main; an empty pair removes them. Rejects if they can't be saved. */
  readonly save: (id: ProjectId) => Promise<void>
}

/** The caps of a project as typed. `id`: undefined for a new project. */
export function useCapForm(id: ProjectId | undefined): CapForm {
  const settings = useSettingsStoreApi()
  const [texts, setTexts] = useState(() => {
    const kept = id && settings.getState().view?.settings.projectCaps[id]
    return { daily: writeAmount(kept?.dailyCap ?? null), monthly: writeAmount(kept?.monthlyCap ?? null) }
  })
  const [dailyCap, monthlyCap] = [parseAmount(texts.daily), parseAmount(texts.monthly)]
  return {
    ...texts,
    isReadable: dailyCap !== undefined && monthlyCap !== undefined,
    change: (part) => setTexts((before) => ({ ...before, ...part })),
    async save(to) {
      const { view, change } = settings.getState()
      const before = view?.settings.projectCaps ?? {}
      if (dailyCap === undefined || monthlyCap === undefined) return
      if (dailyCap === (before[to]?.dailyCap ?? null) && monthlyCap === (before[to]?.monthlyCap ?? null)) return
      const { [to]: _replaced, ...others } = before
      const isNone = dailyCap === null && monthlyCap === null
      await change({ settings: { projectCaps: isNone ? others : { ...others, [to]: { dailyCap, monthlyCap } } } })
    },
  }
}
