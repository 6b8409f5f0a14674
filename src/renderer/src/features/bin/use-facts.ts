import type { ObjectHash } from '@shared/ids'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { sumFiles } from '@/lib/sum-files'
import { countDaysLeft } from './bin-days'
import type { BinEntry } from './entries'
import type { ShownBin } from './use-bin'

export interface EntryFacts {
  readonly title: string
  /** The image that represents the entry. */
  readonly hash: ObjectHash | undefined
  readonly facts: readonly string[]
}

/** Returns the facts about an entry, for its row and its view. */
export function useFacts({ since, readAt }: Pick<ShownBin, 'since' | 'readAt'>): (entry: BinEntry) => EntryFacts {
  const { t } = useTranslation()
  const format = useFormat()
  const tellDays = (deletedAt: number): string => t('bin.daysLeft', { count: countDaysLeft(deletedAt, since, readAt) })
  return (entry) => {
    if (entry.kind === 'chat') {
      const { row, messages, files, image, deletedAt } = entry.chat
      const ofImages = [t('bin.images', { count: files.length }), format.bytes(sumFiles(files))]
      return {
        title: row.title || t('bin.unnamedChat'),
        hash: image,
        facts: [t('bin.messages', { count: messages }), ...(files.length > 0 ? ofImages : []), tellDays(deletedAt)],
      }
    }
    const { attachment, prompt, deletedAt } = entry.image
    return {
      title: prompt || t('gallery.unnamed'),
      hash: attachment.hash,
      facts: [
        `${format.plain(attachment.width)} × ${format.plain(attachment.height)}`,
        format.bytes(attachment.bytes),
        tellDays(deletedAt),
      ],
    }
  }
}
