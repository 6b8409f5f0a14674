import { lazyPart } from '@/ui/lazy-part'

/** The dialog of a new batch. Its code is fetched as soon as a prompt varies. */
export const BatchDialogView = lazyPart(() => import('./BatchDialogView').then((module) => module.BatchDialogView))
