import { ExternalLink as OpenIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { StoredImage } from '@shared/answer'
import { useSettingsStore } from '@/bridge/settings-store'
import { useClient } from '@/bridge/use-client'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { CopyButton } from '@/ui/CopyButton'
import { Facts } from '@/ui/Facts'
import { IconButton } from '@/ui/IconButton'
import { notifyFailure } from '@/ui/notices'
import type { AssistantMessage } from '../model'
import { CostDetails } from './CostDetails'
import { useFileFacts, useRequestFacts } from './image-facts'
import { RewrittenPrompt } from './RewrittenPrompt'
import { VersionList } from './VersionList'
import '@/i18n/later'

interface DetailsContentProps {
  readonly message: AssistantMessage
  /** Absent for a text. */
  readonly image: StoredImage | undefined
}

/** What was requested, how it was made and what it cost; details for support are collapsed at the end. */
export function DetailsContent({ message, image }: DetailsContentProps) {
  const { t } = useTranslation()
  const readRequestFacts = useRequestFacts()
  const readFileFacts = useFileFacts()
  const hasOwnPrice = useSettingsStore(({ view }) => view?.settings.ownPrices[message.model] !== undefined)
  const model = useModelFinder()(message.model)
  const hasCachePrice = model?.kind === 'text' && model.tokenPrices?.textCached !== undefined
  return (
    <div className="flex flex-col gap-5 p-4">
      {message.prompt && (
        <Section
          title={t('details.prompt')}
          aside={<CopyButton text={message.prompt} label={t('answer.copyPrompt')} size="tiny" />}
        >
          <Prompt text={message.prompt} />
          {image?.revisedPrompt !== undefined && <RewrittenPrompt before={message.prompt} text={image.revisedPrompt} />}
        </Section>
      )}
      {!message.prompt && image?.revisedPrompt !== undefined && (
        <Section
          title={t('details.prompt')}
          aside={<CopyButton text={image.revisedPrompt} label={t('answer.copyPrompt')} size="tiny" />}
        >
          <Prompt text={image.revisedPrompt} />
        </Section>
      )}
      <Section title={t('details.options')}>
        <Facts facts={[...readRequestFacts(message, image), ...readFileFacts(image)]} />
      </Section>
      <CostDetails message={message} model={model} hasOwnPrice={hasOwnPrice} hasCachePrice={hasCachePrice} />
      <VersionList id={message.id} />
      <Technical message={message} image={image} />
    </div>
  )
}

/** The facts of an image that no answer made. */
export function FileDetails({ image }: { readonly image: StoredImage }) {
  const readFileFacts = useFileFacts()
  return (
    <div className="p-4">
      <Facts facts={readFileFacts(image)} />
    </div>
  )
}

interface SectionProps {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

function Section({ title, aside, children }: SectionProps) {
  return (
    <section>
      <div className="mb-1.5 flex h-6 items-center justify-between">
        <h3 className="text-12 font-medium text-text-muted">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  )
}

function Prompt({ text }: { readonly text: string }) {
  return (
    <p
      data-selectable
      dir="auto"
      tabIndex={0}
      className="scroll-slim max-h-48 text-13 wrap-anywhere whitespace-pre-wrap"
    >
      {text}
    </p>
  )
}

/** For the provider's support, or ours. */
function Technical({ message, image }: DetailsContentProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const model = useModelFinder()(message.model)
  const cost = 'bill' in message ? message.bill?.cost?.amount : undefined
  return (
    <details className="group/technical">
      <summary className="flex h-7 cursor-default items-center gap-1.5 rounded-sm text-12 font-medium text-text-muted hover:text-text">
        <span aria-hidden className="inline-block transition-transform group-open/technical:rotate-90">
          ›
        </span>
        {t('details.technical')}
      </summary>
      <div className="pt-1.5">
        <Facts
          facts={[
            model && { label: t('details.modelId'), value: model.wireName, copy: true },
            message.requestId !== undefined && {
              label: t('details.requestId'),
              value: message.requestId,
              copy: true,
            },
            cost !== undefined && cost > 0 && { label: t('details.exactCost'), value: format.exactMoney(cost) },
            image && { label: t('details.hash'), value: image.hash, copy: true },
            image?.upload.state === 'uploaded' && {
              label: t('details.link'),
              value: image.upload.url,
              copy: true,
              extra: <OpenButton url={image.upload.url} />,
            },
          ]}
        />
      </div>
    </details>
  )
}

function OpenButton({ url }: { readonly url: string }) {
  const { t } = useTranslation()
  const client = useClient()
  return (
    <IconButton
      icon={OpenIcon}
      label={t('details.open')}
      size="tiny"
      className="-my-1.5"
      onClick={() => void client.request('links.open', url).catch(notifyFailure)}
    />
  )
}
