/** Which dialog about projects is open. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { CapName } from '@shared/budget'
import type { ChatId } from '@shared/ids'
import type { ProjectId } from './model'

export type ProjectDialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'new' }
  /** `cap`: the one that it was opened to raise. */
  | { readonly kind: 'edit'; readonly id: ProjectId; readonly cap?: CapName }
  | { readonly kind: 'move'; readonly chatIds: readonly ChatId[] }
  | { readonly kind: 'delete'; readonly id: ProjectId }

const store = createStore<{ readonly dialog: ProjectDialog }>()(() => ({ dialog: { kind: 'none' } }))

export function showProjectDialog(dialog: ProjectDialog): void {
  store.setState({ dialog })
}

export function useProjectDialog(): ProjectDialog {
  return useStore(store, (state) => state.dialog)
}
