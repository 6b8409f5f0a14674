import { useEffect } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { lazyPart } from '@/ui/lazy-part'
import { Elapsed } from './Elapsed'
import type { AssistantMessage } from '../model'

const Markdown = lazyPart(() => import('./Markdown').then((module) => module.Markdown))

export function TextAnswer({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const streaming = message.status === 'streaming'
  // While the model is still thinking.
  useEffect(() => Markdown.preload(), [])
  if (message.text === '') {
    return streaming ? (
      <p role="status" className="flex min-h-6 gap-1.5 text-13 text-text-muted">
        <span>{t(message.waits ? 'answer.waiting' : 'answer.thinking')}</span>
        <Elapsed since={message.startedAt ?? message.createdAt} />
      </p>
    ) : null
  }
  return (
    <div data-selectable className="w-full min-w-0">
      <Markdown.Component
        text={message.text}
        streaming={streaming}
        fallback={<p className="max-w-measure text-14 wrap-anywhere whitespace-pre-wrap">{message.text}</p>}
      />
    </div>
  )
}
