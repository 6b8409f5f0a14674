import { nameModel } from '@shared/catalogue/name-model'
import type { MessageId } from '@shared/ids'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { findPreview, listShownImages } from '../answer-content'
import type { AssistantMessage } from '../model'
import { versionsBeside } from '../selectors'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

/** Every version of an answer, oldest first; nothing if there is only one. */
export function VersionList({ id }: { readonly id: MessageId }) {
  const { t } = useTranslation()
  const versions = useChatStore((state) => versionsBeside(state, id))
  const answers = versions.filter((message): message is AssistantMessage => message.role === 'assistant')
  if (answers.length < 2) return null
  return (
    <section>
      <h3 className="mb-1.5 text-12 font-medium text-text-muted">{t('details.versions')}</h3>
      <ol className="-mx-2 flex flex-col">
        {answers.map((answer, index) => (
          <li key={answer.id}>
            <VersionButton answer={answer} number={index + 1} isShown={answer.id === id} />
          </li>
        ))}
      </ol>
    </section>
  )
}

interface VersionButtonProps {
  readonly answer: AssistantMessage
  readonly number: number
  readonly isShown: boolean
}

function VersionButton({ answer, number, isShown }: VersionButtonProps) {
  const find = useModelFinder()
  const { t } = useTranslation()
  const format = useFormat()
  const store = useChatStoreApi()
  const { showDetails } = useWindowActions()
  const image = listShownImages(answer)[0] ?? findPreview(answer)?.image
  return (
    <button
      type="button"
      aria-current={isShown || undefined}
      onClick={() => {
        store.getState().chooseVersion(answer.id)
        // It may already be on screen, side by side with this one.
        showDetails(answer.id)
      }}
      className={classNames(
        'flex w-full items-center gap-3 rounded-sm px-2 py-1.5 text-left text-12 hover:bg-hover',
        isShown && 'bg-selected forced-colors:underline',
      )}
    >
      <span className="size-9 shrink-0 overflow-hidden rounded-sm bg-surface-field">
        {image && <Thumbnail hash={image.hash} edge={36} alt="" className="size-full object-cover" />}
      </span>
      <span className="flex min-w-0 flex-col">
        <span className="truncate font-medium">
          {[t('details.version', { number }), nameModel(answer.model, find) ?? answer.importedFrom]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className="truncate text-text-muted">
          {answer.status === 'done' ? format.moment(answer.createdAt) : t(`details.status.${answer.status}`)}
        </span>
      </span>
    </button>
  )
}
