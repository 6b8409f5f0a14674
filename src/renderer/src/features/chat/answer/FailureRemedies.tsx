import { useTranslation } from '@/i18n/use-translation'
import { findModel } from '@shared/catalogue'
import { assertNever } from '@shared/assert-never'
import type { Failure } from '@shared/failure'
import { DEFAULT_IMAGE_OPTIONS, nameShape, type ImageOptions } from '@shared/image-options'
import { useClient } from '@/bridge/use-client'
import { useModelFinder } from '@/bridge/use-model-finder'
import { Button } from '@/ui/Button'
import { useNow } from '@/lib/use-now'
import { notifyFailure } from '@/ui/notices'
import { noteMissing } from '@/images/missing-images'
import { beginEdit } from '../edits'
import { showMessage } from '../show-message'
import { useWindowActions, type Asked as AskedPrompt } from '../window-actions'
import { changeFor, getHelpPage, remediesFor, type Remedy, type RemedyChange } from './failure-remedy'
import { findMissing } from './find-missing'
import type { FailedAnswer } from '../model'
import type { Asked, RequestChange } from './request-change'
import { CopyAddressButton, FetchAddressButton, UseAddressButton } from './AddressButtons'
import { AskAgainButton, RetryButton } from './RetryButton'
import { useChatStoreApi } from '../use-chat-store'

interface FailureRemediesProps {
  readonly message: FailedAnswer
}

export function FailureRemedies({ message }: FailureRemediesProps) {
  const { t } = useTranslation()
  const { failure } = message
  const { openSettings, openChatSettings, openCap, reuse } = useWindowActions()
  const client = useClient()
  const now = useNow()
  const find = useModelFinder()
  const store = useChatStoreApi()
  const findQuestion = (): AskedPrompt => {
    const question = store.getState().messages.get(message.parentId)
    if (question?.role !== 'user') return { text: message.prompt ?? '' }
    return { text: message.prompt ?? question.text, inputs: question.inputs }
  }

  /** Edits the question with the missing image, which may be an earlier one. */
  const editMissing = async (): Promise<void> => {
    const missing = await findMissing(
      store.getState(),
      message,
      async (hash) => (await client.request('images.describe', hash)) !== null,
    )
    noteMissing(missing?.hashes ?? [])
    if (!missing || missing.question.id === message.parentId) return reuse(findQuestion())
    beginEdit(missing.question)
    await showMessage(store, message.chatId, missing.question.id)
  }
  const edit = (): void => {
    if (failure.code === 'input-missing') editMissing().catch(notifyFailure)
    else reuse(findQuestion())
  }

  const render = (remedy: Remedy, look: 'outline' | 'quiet') => {
    switch (remedy) {
      case 'retry':
        return <RetryButton key={remedy} message={message} look={look} waitUntil={waitUntil(failure)} />
      case 'lighter':
      case 'usual':
      case 'otherModel':
        return <ChangeButton key={remedy} message={message} remedy={remedy} look={look} />
      case 'edit':
        return (
          <Button key={remedy} look={look} onClick={edit}>
            {t('failure.edit')}
          </Button>
        )
      case 'settings':
        return (
          <Button key={remedy} look={look} onClick={() => openSettings('providers', message.model)}>
            {t('failure.openSettings')}
          </Button>
        )
      case 'chatSettings':
        return (
          <Button key={remedy} look={look} onClick={openChatSettings}>
            {t('failure.chatSettings')}
          </Button>
        )
      case 'useAddress':
        return (
          failure.suggestion && (
            <UseAddressButton key={remedy} look={look} model={message.model} address={failure.suggestion} />
          )
        )
      case 'fetchAddress':
        return failure.address && <FetchAddressButton key={remedy} look={look} id={message.id} failure={failure} />
      case 'copyAddress':
        return failure.address && <CopyAddressButton key={remedy} look={look} address={failure.address} />
      case 'raiseCap':
        return (
          <Button key={remedy} look={look} onClick={() => openCap({ projectId: failure.limit?.projectId })}>
            {t('failure.raiseCap')}
          </Button>
        )
      case 'billing':
      case 'limits':
      case 'verify':
      case 'countries':
        return (
          <Button
            key={remedy}
            look={look}
            onClick={() => void client.request('links.open', getHelpPage(message, remedy) ?? '').catch(notifyFailure)}
          >
            {t(`failure.${remedy}`)}
          </Button>
        )
      default:
        return assertNever(remedy)
    }
  }
  return remediesFor(failure, message, now, find).map((remedy, index) =>
    render(remedy, index === 0 ? 'outline' : 'quiet'),
  )
}

function waitUntil({ at, retryAfterMs }: Failure): number {
  return retryAfterMs === undefined ? 0 : at + retryAfterMs
}

interface ChangeButtonProps extends FailureRemediesProps {
  readonly remedy: RemedyChange
  readonly look: 'outline' | 'quiet'
}

function ChangeButton({ message, remedy, look }: ChangeButtonProps) {
  const { failure } = message
  const say = useChangeWords()
  const { chooseModel } = useWindowActions()
  const change = changeFor(remedy, failure, message, useNow(), useModelFinder())
  if (!change) return null
  const isGone = failure.code === 'model-unavailable'
  const { model } = change
  return (
    <AskAgainButton
      message={message}
      change={change}
      look={look}
      priced={look === 'outline'}
      // Otherwise the message box would keep using the model that is gone.
      onAsked={isGone && model ? () => chooseModel(model) : undefined}
    >
      {say(change, message, isGone)}
    </AskAgainButton>
  )
}

/** Names the one thing that the retry would change. */
function useChangeWords(): (change: RequestChange, asked: Asked, isGone: boolean) => string {
  const { t } = useTranslation()
  return ({ model, options }, asked, isGone) => {
    if (model)
      return t(isGone ? 'failure.try.successor' : 'failure.try.model', { model: findModel(model)?.name ?? model })
    if (options && options.size !== asked.options?.size) return t('failure.try.size', { size: nameShape(options) })
    const changed = OPTION_NAMES.find((name) => options?.[name] !== asked.options?.[name]) ?? 'quality'
    return t('failure.try.option', { option: t(`failure.option.${changed}`), value: String(options?.[changed]) })
  }
}

const OPTION_NAMES = Object.keys(DEFAULT_IMAGE_OPTIONS) as readonly (keyof ImageOptions)[]
