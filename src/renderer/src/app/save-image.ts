import { i18n } from '@/i18n'
import type { Client } from '@/bridge/client'
import { findInputs, listAnswerImages } from '@/features/chat/answer-content'
import { collectRecipeFacts } from '@/features/chat/recipe-facts'
import type { Messages } from '@/features/chat/tree'
import { makeFileName } from '@/lib/file-name'
import { notify } from '@/ui/notices'
import type { AnswerTargets } from './answer-targets'
import '@/i18n/later'

/** Lets the user choose a place, saves the image there and reports the outcome. */
export async function saveImage(
  client: Client,
  messages: Messages,
  { message, index }: NonNullable<AnswerTargets['image']>,
): Promise<void> {
  const image = listAnswerImages(message)[index]
  if (!image) return
  const recipe = collectRecipeFacts(message, index, findInputs(messages, message))
  const suggestedName = makeFileName(message.prompt ?? '', image.format)
  const outcome = await client.request('images.saveAs', { hash: image.hash, suggestedName, ...(recipe && { recipe }) })
  if (outcome !== 'cancelled') notify({ text: i18n.t(`image.${outcome}`) })
}
