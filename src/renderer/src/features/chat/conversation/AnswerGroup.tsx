import { useTranslation } from '@/i18n/use-translation'
import { nameModel } from '@shared/catalogue/name-model'
import type { MessageId } from '@shared/ids'
import { useModelFinder } from '@/bridge/use-model-finder'
import { classNames } from '@/lib/class-names'
import { AssistantView } from '../answer/AssistantView'
import type { MessagePosition } from '../model'
import { findLead } from '../shown'
import { useChatStore } from '../use-chat-store'

/** By the width of the conversation: one row if each answer has room, two rows of two, or a single column. */
const COLUMNS: Readonly<Record<number, string>> = {
  2: '@min-[560px]:grid-cols-2',
  3: '@min-[560px]:grid-cols-2 @min-[760px]:grid-cols-3',
  4: '@min-[560px]:grid-cols-2 @min-[1000px]:grid-cols-4',
}
/** The maximum width of an answer in a group, in pixels. */
const WIDEST = 420

/** The answers of several models to one question, side by side. Each runs, fails and stops independently. */
export function AnswerGroup({ ids, ...place }: { readonly ids: readonly MessageId[] } & MessagePosition) {
  const { t } = useTranslation()
  return (
    <div className="mx-auto flex flex-col gap-2" style={{ maxWidth: ids.length * WIDEST }}>
      <div
        role="group"
        aria-label={t('answer.group')}
        className={classNames('grid grid-cols-1 gap-x-4 gap-y-6', COLUMNS[ids.length])}
      >
        {ids.map((id, index) => (
          // Keyed by position: the column stays when it switches to another version of its answer.
          <Column key={index} id={id} {...place} />
        ))}
      </div>
      <GoesOnWith ids={ids} />
    </div>
  )
}

function Column({ id, ...place }: { readonly id: MessageId } & MessagePosition) {
  const message = useChatStore((state) => state.messages.get(id))
  if (message?.role !== 'assistant') return null
  return (
    // Facts and actions are laid out by the width of the column, not of the conversation.
    <div className="@container min-w-0">
      <AssistantView key={id} message={message} {...place} />
    </div>
  )
}

/** Names the answer that the next prompt follows, until the user keeps one. */
function GoesOnWith({ ids }: { readonly ids: readonly MessageId[] }) {
  const { t } = useTranslation()
  const find = useModelFinder()
  const model = useChatStore((state) => findLead(state, ids)?.model)
  return (
    <p className="text-12 text-text-muted">
      {t('answer.goesOnWith', { model: (model && nameModel(model, find)) ?? t('answer.modelUnknown') })}
    </p>
  )
}
