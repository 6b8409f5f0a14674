import { Fragment, type ReactNode } from 'react'
import { nameModel } from '@shared/catalogue/name-model'
import type { ImageSize } from '@shared/image-options'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useCostSource } from '@/i18n/use-cost-source'
import { useFormat, type Format } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { listAnswerImages } from '../answer-content'
import { listMadeImages } from '../composites/composites'
import type { AssistantMessage } from '../model'
import { findCost, isCostOpen } from './answer-cost'
import { imageSize } from './image-size'
import { useInputCount } from './use-input-count'
import { UploadState } from './UploadState'

/**
 * Facts like the label next to a painting: model, size, time, price, file location; never a button. A short list next
 * to an image that leaves room for it, otherwise one line below. Present from the first frame, with an estimate in
 * place of the price.
 */
export function AnswerFacts({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const model = useModelFinder()(message.model)
  const hasImages = listAnswerImages(message).length > 0
  const imageFacts = useImageFacts(message)
  const source = useCostWords(message)
  const isOpen = isCostOpen(message, useModelFinder())
  return (
    <div className="answer-facts tabular text-12 text-text-muted">
      <div role="group" aria-label={t('answer.facts')}>
        <Fact parts={[useModelName(message)]} />
        {message.kind === 'image' && <Fact parts={imageFacts} />}
        <Fact
          parts={[
            useElapsedTime(message),
            isOpen ? undefined : <CostOrOrigin key="cost" message={message} />,
            source.word,
          ]}
        />
        <Fact parts={[source.sentence]} />
        {hasImages && <Fact parts={[<UploadState key="upload" message={message} />]} />}
        {hasImages && model?.service === 'demo' && (
          <Fact
            parts={[
              <span key="demo" className="whitespace-normal">
                {t('answer.demoLabel')}
              </span>,
            ]}
          />
        )}
      </div>
    </div>
  )
}

/** An imported answer shows its app, which is all that is known if the export names no model. */
function useModelName({ model, importedFrom }: AssistantMessage): string | undefined {
  const { t } = useTranslation()
  const name = nameModel(model, useModelFinder())
  return name ?? (importedFrom === undefined ? t('answer.modelUnknown') : undefined)
}

/** One or more facts that stay on one line together, so that a price never starts a line of its own. */
function Fact({ parts }: { readonly parts: readonly ReactNode[] }) {
  const present = parts.filter((part) => part !== undefined)
  if (present.length === 0) return null
  return (
    <span>
      {present.map((part, index) => (
        // The parts have a fixed order and no state.
        <Fragment key={index}>
          {index > 0 && (
            <span aria-hidden className="whitespace-pre">
              {'  ·  '}
            </span>
          )}
          {part}
        </Fragment>
      ))}
    </span>
  )
}

/** "1024 × 1024", "4 × 1024² · medium". */
function useImageFacts(message: AssistantMessage): readonly string[] {
  const format = useFormat()
  const { options, status } = message
  const images = listMadeImages(message)
  const model = useModelFinder()(message.model)
  const ended = status === 'failed' || status === 'cancelled'
  const count = status === 'streaming' || ended ? (options?.count ?? 1) : images.length || readRemoved(message)
  const isSizeKnown = images.length > 0 || options?.size !== ('auto' satisfies ImageSize)
  const size = isSizeKnown ? sayCountAndSize(count, imageSize(message, 0), format) : undefined
  const quality = images[0]?.rendering?.quality ?? options?.quality
  const hasQualities = model?.kind === 'image' && model.qualities.length > 1
  return [...(size ? [size] : []), ...(quality && hasQualities ? [quality] : [])]
}

/** How many images the user has deleted permanently. */
function readRemoved(message: AssistantMessage): number {
  return message.status === 'streaming' ? 0 : (message.removedImages ?? 0)
}

function sayCountAndSize(count: number, { width, height }: ReturnType<typeof imageSize>, { plain }: Format): string {
  if (count === 1) return `${plain(width)} × ${plain(height)}`
  return `${plain(count)} × ${width === height ? `${plain(width)}²` : `${plain(width)}×${plain(height)}`}`
}

function useElapsedTime(message: AssistantMessage): string | undefined {
  const format = useFormat()
  if (message.status === 'streaming') return undefined
  const { startedAt, finishedAt } = message
  return startedAt === undefined || finishedAt === undefined ? undefined : format.elapsed(finishedAt - startedAt)
}

/** An imported answer has no known cost, but an origin. */
function CostOrOrigin({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const { importedFrom: app } = message
  return app === undefined ? <Cost message={message} /> : t('answer.importedFrom', { app })
}

/** The cost of the answer, or an estimate while it's in progress. Costs that the provider didn't report are marked. */
function Cost({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const format = useFormat()
  const cost = findCost({ ...message, inputs: useInputCount(message) }, useModelFinder())
  const saySource = useCostSource()
  const source = 'amount' in cost ? saySource(cost, message.model) : t(`money.source.${cost.source}`)
  const say = (): string => {
    if ('amount' in cost) return format.cost(cost)
    if (!('estimate' in cost)) return t(cost.source === 'free' ? 'money.free' : 'money.costUnknown')
    const price = format.about(cost.estimate) ?? ''
    return message.status === 'streaming' ? price : t('money.notReportedAbout', { price })
  }
  return (
    <span
      data-testid={message.status === 'streaming' ? undefined : 'message-cost'}
      data-source={cost.source}
      title={sayDoubt(message, source, t('cost.copied'))}
    >
      {say()}
    </span>
  )
}

/**
 * Says in text where the cost comes from, for users who don't hover over the price. Empty if nothing was to be paid.
 */
function useCostWords(message: AssistantMessage): { readonly word?: string; readonly sentence?: string } {
  const { t } = useTranslation()
  const format = useFormat()
  const { amount = 0, source = 'computed', formerEstimate } = ('bill' in message && message.bill?.cost) || {}
  if (amount === 0 || message.importedFrom !== undefined) return {}
  if (formerEstimate === undefined) return { word: t(`money.word.${source}`) }
  // Too long for the line of the price.
  return { sentence: t('money.wasAbout', { estimate: format.cost({ amount: formerEstimate, source: 'estimated' }) }) }
}

/** Where an amount comes from, and, for a copied answer, that it isn't charged twice. */
function sayDoubt(message: AssistantMessage, source: string, copied: string): string | undefined {
  if (message.status === 'streaming') return undefined
  return message.copiedFrom ? `${source} ${copied}` : source
}
