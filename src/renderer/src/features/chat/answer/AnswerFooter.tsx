import { ChevronDown, Ellipsis, RotateCcw, SlidersHorizontal } from 'lucide-react'
import { findModel } from '@shared/catalogue'
import { resolveMeaning } from '@shared/catalogue/offers'
import type { MessageId } from '@shared/ids'
import { nameShape, type ImageOptions } from '@shared/image-options'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Button, NotedButton } from '@/ui/Button'
import { MenuButton } from '@/ui/MenuButton'
import { useCopied } from '@/ui/use-copied'
import { listAnswerImages, readAnswerText } from '../answer-content'
import { canCompare } from '../compare/list-candidates'
import type { AssistantMessage } from '../model'
import { versionsBeside } from '../selectors'
import { findGroup } from '../shown'
import { useBranch } from '../use-branch'
import { useChatStore } from '../use-chat-store'
import { canTryOthers } from './can-retry'
import { addSourcesHtml, readAnswerCopy } from './copy-answer'
import { readAnswerHtml } from './markdown/answer-html'
import { useWindowActions, type OtherWay } from '../window-actions'
import { ShowTogetherButton } from './KeepButton'
import { usePromptItems } from './prompt-items'
import { retryCost } from './retry-cost'
import { StopButton } from './StopButton'
import { RetryUpload } from './UploadState'
import { useAskAgain } from './use-ask-again'
import { useInputCount } from './use-input-count'
import { useRetryPrice } from './use-retry-price'
import { VersionSwitch } from './VersionSwitch'

/**
 * The actions for a whole answer, in a row with a fixed height, so that nothing moves when it appears. Versions are at
 * the far end: nothing else uses that space before a second version exists.
 */
export function AnswerFooter({ message }: { readonly message: AssistantMessage }) {
  return (
    <div className="flex min-h-8 w-full min-w-0 items-start justify-between gap-2">
      {message.status !== 'streaming' && (
        <div className="revealed-by-answer @container min-w-0 grow">
          <div className="-ml-2.5 flex flex-wrap items-center @max-[450px]:-ml-1.5">
            <AnswerButtons message={message} />
          </div>
        </div>
      )}
      {message.kind === 'text' && message.status === 'streaming' && (
        <StopButton
          id={message.id}
          className="h-7 rounded-sm border border-line bg-surface-raised px-2 text-12 font-medium text-text hover:bg-surface-field"
        />
      )}
      <div className="ml-auto flex shrink-0 items-center">
        <ShowTogetherButton message={message} />
        <VersionSwitch id={message.id} />
      </div>
    </div>
  )
}

function AnswerButtons({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const promptItems = usePromptItems()
  // A recovered image may not record its model, and a removed model can't be asked again.
  const isKnown = findModel(message.model) !== undefined
  const isDone = message.status === 'done'
  // Several models were already asked.
  const isInGroup = useChatStore((state) => findGroup(state, message.id) !== undefined)
  // A prompt from another app, whose model isn't available here, can be sent to one that is.
  const canAskOthers =
    (isKnown || message.importedFrom !== undefined) && (message.status !== 'failed' || canTryOthers(message.failure))
  return (
    <>
      {isDone && isKnown && <RegenerateButton message={message} hasRoom={isInGroup && message.kind === 'image'} />}
      {canAskOthers && !isInGroup && <OtherWays message={message} />}
      <CompareButton id={message.id} />
      {message.kind === 'text' && <TextButtons message={message} />}
      {/* Images have these in their own menu. */}
      {message.kind === 'image' && listAnswerImages(message).length === 0 && message.prompt && (
        <MenuButton look="quiet" size="row" label={t('image.more')} items={() => promptItems(message)}>
          <Ellipsis size={16} strokeWidth={1.5} aria-hidden />
          {t('image.more')}
        </MenuButton>
      )}
      <RetryUpload message={message} />
    </>
  )
}

interface RegenerateButtonProps {
  readonly message: AssistantMessage
  /** Few buttons follow, so the label also fits in a narrow column. */
  readonly hasRoom: boolean
}

function RegenerateButton({ message, hasRoom }: RegenerateButtonProps) {
  const { t } = useTranslation()
  const askAgain = useAskAgain()
  return (
    <NotedButton look="quiet" size="row" note={useRetryPrice(message)} onClick={() => askAgain(message.id)}>
      <RotateCcw size={16} strokeWidth={1.5} aria-hidden />
      <span className={hasRoom ? '@max-[260px]:sr-only' : '@max-[400px]:sr-only'}>{t('answer.regenerate')}</span>
    </NotedButton>
  )
}

/** Shown if there are several images to compare, in this answer or its other versions. */
function CompareButton({ id }: { readonly id: MessageId }) {
  const { t } = useTranslation()
  const { compareImages } = useWindowActions()
  const isPossible = useChatStore((state) => canCompare(versionsBeside(state, id)))
  if (!isPossible) return null
  return (
    <Button look="quiet" size="row" onClick={() => compareImages(id)}>
      {t('compare.open')}
    </Button>
  )
}

/** Sends the same prompt again, with what is chosen in the message box or to another model. */
function OtherWays({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const askAgain = useAskAgain()
  const { otherWays } = useWindowActions()
  const nameWay = useWayName(message)
  return (
    <MenuButton
      look="quiet"
      size="row"
      label={t('answer.otherWays')}

      items={() =>
        otherWays(message).map((way) => ({
          label: nameWay(way),
          icon: way.isChosen ? SlidersHorizontal : RotateCcw,
          onChoose: () =>
            askAgain(message.id, {
              model: resolveMeaning(way.model),
              ...(message.kind === 'image' && { options: way.options }),
            }),
        }))
      }
    >
      {t('answer.otherWays')}
      <ChevronDown size={14} strokeWidth={1.5} aria-hidden />
    </MenuButton>
  )
}

function useWayName(message: AssistantMessage): (way: OtherWay) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const inputs = useInputCount(message)
  return ({ isChosen, model, options }) => {
    const estimate = retryCost({ ...message, model: model.id, options, inputs }, find)
    const price = estimate.kind === 'range' ? format.about(estimate) : undefined
    const facts = isChosen && model.kind === 'image' ? nameOptions(options) : []
    const what = [model.name, ...facts, ...(price ? [price] : [])].join(' · ')
    return isChosen ? t('answer.asChosen', { what }) : what
  }
}

function nameOptions(options: ImageOptions): readonly string[] {
  return options.aspectRatio ? [nameShape(options)] : [options.size, options.quality, options.format]
}

function TextButtons({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const { showDetails } = useWindowActions()
  const branch = useBranch(message.id)
  const [copied, copy] = useCopied()
  const text = readAnswerText(message)
  return (
    <>
      {text !== '' && (
        <Button
          look="quiet"
          size="row"
          aria-label={t('answer.copyText')}
          onClick={() =>
            copy(
              readAnswerCopy(message, t('sources.title')),
              addSourcesHtml(readAnswerHtml(message.id), message, t('sources.title')),
            )
          }
        >
          {t(copied ? 'copy.done' : 'answer.copyShort')}
        </Button>
      )}
      {message.status === 'done' && (
        <Button look="quiet" size="row" onClick={() => showDetails(message.id)}>
          {t('answer.details')}
        </Button>
      )}
      {branch && (
        <Button look="quiet" size="row" aria-label={t('question.branch')} onClick={branch}>
          {t('question.branchShort')}
        </Button>
      )}
    </>
  )
}
