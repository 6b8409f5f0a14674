import { lazyPart } from '@/ui/lazy-part'

/** The dialog of a new batch. Its code loads once a prompt has variations. */
export const BatchDialogView = lazyPart(() => import('./BatchDialogView').then((module) => module.BatchDialogView))
