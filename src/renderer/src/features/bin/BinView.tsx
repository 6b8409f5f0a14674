import type { AttachmentRow } from '@/data/rows'
import type { Data } from '@/data'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Lightbox } from '@/images/lightbox/Lightbox'
import { toStoredImage } from '@/images/to-stored-image'
import type { ShownImage } from '@/images/use-image-actions'
import { Facts } from '@/ui/Facts'
import { BinChatView } from './BinChatView'
import { EntryButtons } from './EntryButtons'
import type { BinEntry } from './entries'
import { useAsking } from './use-asking'
import type { ShownBin } from './use-bin'

interface BinViewProps {
  readonly bin: ShownBin
  readonly entries: readonly BinEntry[]
  /** The key of the open entry. */
  readonly opened: string
  readonly data: () => Promise<Data>
  readonly isWorking: boolean
  readonly onOpen: (key: string | undefined) => void
  readonly onRestore: (entry: BinEntry) => void
  readonly onRemove: (entry: BinEntry) => void
}

/** Shows an entry as it would be restored: an image at full size, a chat with its messages. */
export function BinView(props: BinViewProps) {
  const { bin, entries, opened, data, isWorking, onOpen, onRestore, onRemove } = props
  const entry = entries.find(({ key }) => key === opened)
  if (entry?.kind === 'image') return <BinLightbox {...props} entry={entry} />
  if (entry?.kind !== 'chat') return null
  const leave = (act: (entry: BinEntry) => void) => (): void => {
    onOpen(undefined)
    act(entry)
  }
  return (
    <BinChatView
      bin={bin}
      entry={entry}
      data={data}
      isWorking={isWorking}
      onRestore={leave(onRestore)}
      onRemove={leave(onRemove)}
      onClose={() => onOpen(undefined)}
    />
  )
}

type ImageEntry = Extract<BinEntry, { readonly kind: 'image' }>
interface BinnedImage extends ShownImage {
  readonly entry: ImageEntry
}

/** Shows the deleted images one at a time. */
function BinLightbox({
  entries,
  entry: current,
  isWorking,
  onOpen,
  onRestore,
  onRemove,
}: BinViewProps & { readonly entry: ImageEntry }) {
  const images = entries.flatMap((entry) => (entry.kind === 'image' ? [toShown(entry)] : []))
  const at = images.findIndex(({ entry }) => entry === current)
  /** Continues with the next image. */
  const leave = (act: (entry: BinEntry) => void) => (): void => {
    onOpen((images[at + 1] ?? images[at - 1])?.entry.key)
    act(current)
  }
  return (
    <Lightbox
      images={images}
      shown={current.image.attachment.id}
      onShow={(id) => onOpen(images.find(({ image }) => image.attachmentId === id)?.entry.key)}
      onClose={() => onOpen(undefined)}
      renderTools={() => (
        <>
          <Tools isWorking={isWorking} onRestore={leave(onRestore)} onRemove={leave(onRemove)} />
          <div aria-hidden className="mx-2 h-4 border-l border-line @max-[560px]:hidden" />
        </>
      )}
      menu={(_, actions) =>
        actions
          ? {
              'copy-image': actions.copy,
              'copy-file': actions.copyFile,
              'save-image': actions.save,
              'show-in-folder': actions.reveal,
            }
          : {}
      }
      renderPanel={({ entry }) => <ImageFacts image={entry.image.attachment} prompt={entry.image.prompt} />}
    />
  )
}

interface ToolsProps {
  readonly isWorking: boolean
  readonly onRestore: () => void
  readonly onRemove: () => void
}

/** On a line of their own in a narrow window. */
function Tools(props: ToolsProps) {
  const asking = useAsking()
  return (
    <div className="flex justify-center @max-[560px]:w-full">
      <EntryButtons asking={asking} {...props} />
    </div>
  )
}

interface ImageFactsProps {
  readonly image: AttachmentRow
  readonly prompt: string
}

function ImageFacts({ image: { width, height, bytes, format: fileFormat, createdAt }, prompt }: ImageFactsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="flex flex-col gap-4 p-4 text-13">
      <p data-selectable dir="auto" className="wrap-anywhere whitespace-pre-wrap">
        {prompt}
      </p>
      <Facts
        facts={[
          { label: t('gallery.date'), value: format.moment(createdAt) },
          { label: t('gallery.dimensions'), value: `${format.plain(width)} × ${format.plain(height)}` },
          { label: t('gallery.file'), value: `${fileFormat.toUpperCase()}, ${format.bytes(bytes)}` },
        ]}
      />
    </div>
  )
}

function toShown(entry: ImageEntry): BinnedImage {
  const { attachment, prompt } = entry.image
  return { entry, prompt, recipe: undefined, image: toStoredImage(attachment) }
}
