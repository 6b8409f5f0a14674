import { i18n } from '@/i18n'
import type { Client } from '@/bridge/client'
import { importImage } from '@/bridge/import-image'
import { makeComposites } from '@/features/chat/composites/make-composites'
import type { ChatStore } from '@/features/chat/store'
import { runMaskJob } from '@/images/mask/mask-jobs'
import { notify } from '@/ui/notices'
import '@/i18n/later'

/** Composes results with their originals, if the user asked for it, in a worker. Returns a function that stops it. */
export function composeResults(client: Client, chat: ChatStore): () => void {
  return makeComposites({
    chat,
    async compose({ original, mask, result }) {
      const hashes = { original: original.hash, mask: mask.hash, result: result.hash }
      const outcome = await runMaskJob({ type: 'compose', ...hashes })
      if (outcome.type === 'failed') throw new Error('An image of the composite is missing or damaged')
      return outcome.type === 'composed' ? importImage(client, outcome.file) : undefined
    },
    onFailed: (reason) => notify({ text: i18n.t(`mask.composite.${reason}`) }),
  })
}
