import { findModel, type Model } from '@shared/catalogue'
import { findInputProblem } from '@shared/catalogue/inputs'
import { getLifetime } from '@shared/catalogue/offers'
import { fitOptions } from '@shared/catalogue/options'
import { areSameOptions, DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import type { SettingsView } from '@shared/settings'
import { findInputs } from '@/features/chat/answer-content'
import type { AssistantMessage, ChatState } from '@/features/chat/model'
import { openChat } from '@/features/chat/selectors'
import type { OtherWay } from '@/features/chat/window-actions'
import { needsKey, offersFor } from '@/features/composer/choose-model'
import { currentChoice } from '@/features/composer/current-choice'
import { composer } from '@/features/composer/store'

/** As many as fit a menu next to an image; the message box offers all. */
const MOST_MODELS = 6

/** Returns the ways to regenerate an answer: with the message box's choices, and with other available models. */
export function otherWays(
  state: ChatState,
  settings: SettingsView | undefined,
  message: AssistantMessage,
  now: number,
): readonly OtherWay[] {
  if (!settings) return []
  const { choice } = composer.holding(state.openChatId ?? 'new')
  const chosen = currentChoice(choice, openChat(state) ?? {}, settings, now)
  const inputs = findInputs(state.messages, message)
  const asked = message.options ?? DEFAULT_IMAGE_OPTIONS
  const wireName = findModel(message.model)?.wireName
  const isNew = ({ wireName: name }: Model, options: ImageOptions): boolean =>
    name !== wireName || (message.kind === 'image' && !areSameOptions(options, asked))
  const { model, options } = chosen
  const ways: OtherWay[] =
    model?.kind === message.kind && isNew(model, options) && !findInputProblem(model, inputs)
      ? [{ isChosen: true, model, options }]
      : []
  const seen = new Set([wireName])
  for (const { model: other, isUnlisted, isExtra } of offersFor(settings)) {
    if (ways.length > MOST_MODELS) break
    if (other.kind !== message.kind || isUnlisted || isExtra || seen.has(other.wireName)) continue
    if (findInputProblem(other, inputs)) continue
    if (needsKey(other, settings) || getLifetime(other, now) !== 'running') continue
    seen.add(other.wireName)
    ways.push({ isChosen: false, model: other, options: other.kind === 'image' ? fitOptions(other, asked) : asked })
  }
  return ways
}
