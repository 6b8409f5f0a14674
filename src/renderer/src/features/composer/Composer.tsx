import { getConnectionName, type ConnectionView } from '@shared/connections'
import { useDeferredValue, useId, useState, type ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { Model, ModelId } from '@shared/catalogue'
import type { Offer } from '@shared/catalogue/offers'
import { fitOptions } from '@shared/catalogue/options'
import { findInputProblem, takesImages, withRole } from '@shared/catalogue/inputs'
import { countCharacters, isLongerThan } from '@shared/count-characters'
import { pricedLength, type Estimate } from '@shared/pricing'
import type { InputImage } from '@shared/request'
import { changeOptions, DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { isBlank, trimText } from '@shared/is-blank'
import { addImageWords, type ImageWords } from '@shared/styles'
import type { SettingsView } from '@shared/settings'
import { joinFiles, LONG_PASTE, splitFiles, type TextFile } from '@shared/text-files'
import { useFormat } from '@/i18n/use-format'
import { useMaskJudgment } from '@/images/mask/judged-masks'
import { useMissingProblem } from '@/images/missing-images'
import { useNow } from '@/lib/use-now'
import { lazyPart } from '@/ui/lazy-part'
import type { AttachedProps } from './attached-props'
import { AttachButton } from './AttachButton'
import { findTakers, isDropped, needsKey, offersFor } from './choose-model'
import { ComposerNotice } from './ComposerNotice'
import { CostEstimate } from './CostEstimate'
import { currentChoice } from './current-choice'
import { MessageBox, type Pasted } from './MessageBox'
import { ModelButton } from './ModelButton'
import { OptionsButton } from './OptionsButton'
import type { PromptWalk } from './recall'
import { SendButton } from './SendButton'
import { findCommonModel, findRequests, listAsks, type ModelRequests } from './several'
import { useAddedText, useSumText } from './use-estimate'
import { useEarlyText } from './use-early-text'
import { endsName, useSlash, type OpenList, type SlashList } from './slash'
import { composer, useComposerStore, type ComposerKey } from './store'

const FollowUpChip = lazyPart(() => import('./FollowUpChip').then((module) => module.FollowUpChip))
const ChoiceNotes = lazyPart(() => import('./ChoiceNotes').then((module) => module.ChoiceNotes))

const SeeingNote = lazyPart(() => import('./SeeingNote').then((module) => module.SeeingNote))
const AttachedFiles = lazyPart(() => import('./AttachedFiles').then((module) => module.AttachedFiles))
const PastedText = lazyPart(() => import('./PastedText').then((module) => module.PastedText))
const StyleNote = lazyPart(() => import('./StyleNote').then((module) => module.StyleNote))
const BatchButton = lazyPart(() => import('./BatchButton').then((module) => module.BatchButton))
const ImproveButton = lazyPart(() => import('./ImproveButton').then((module) => module.ImproveButton))
const InputProblem = lazyPart(() => import('./InputProblem').then((module) => module.InputProblem))

/** A variable that may have several values. */
const VARIES = /\{[^{}]*:[^{}]*,/

const NO_CONNECTIONS: readonly ConnectionView[] = []
const NO_OFFERS: readonly Offer[] = []
const NO_MODELS: readonly ModelId[] = []

/** The request, plus the original choice if it differs: an alias for the model, or options chosen for another model. */
export interface SendInput extends ModelRequests {
  readonly text: string
  readonly inputs: readonly InputImage[]
  readonly wish: Wish
}

export interface Wish {
  readonly model: ModelId
  readonly options: ImageOptions
  /** Several to ask at once, starting with `model`. Empty or absent: only `model`. */
  readonly models?: readonly ModelId[]
}

interface RememberedModels {
  readonly models?: readonly ModelId[] | undefined
}

export interface ComposerProps {
  readonly chatKey: ComposerKey
  /** What the chat remembers. */
  readonly remembered: Partial<Pick<SendInput, 'text' | 'model' | 'options'>> & Pick<RememberedModels, 'models'>
  /** The images attached to the message. */
  readonly inputs: readonly InputImage[]
  /** How many images of earlier messages are sent again to a text model with vision. */
  readonly earlierImages: number
  /** The image that a follow-up could edit, if none is attached yet. */
  readonly lastImage: InputImage | undefined
  /** Undefined until main's welcome has arrived: typing works, sending waits for it. */
  readonly settings: SettingsView | undefined
  /** Nothing can be sent in this chat now. */
  readonly isHeld: boolean
  /** `onSent` is called once the message is on its way; never if the user declines to confirm the amount. */
  readonly onSend: (input: SendInput, onSent: () => void) => void
  /** Called on every keystroke; the receiver decides when to save. */
  readonly onDraft: (text: string) => void
  readonly onFiles: (files: readonly File[]) => void
  readonly onInputs: (images: readonly InputImage[]) => void
  /** Renders the attachments. */
  readonly renderAttached: (props: AttachedProps) => ReactNode
  /** Renders a note about named images that the text mentions but that aren't attached. */
  readonly renderMentions: (text: string) => ReactNode
  readonly onFollowUp: () => void
  /** The choice changed, whether or not something is sent with it. */
  readonly onChoose: (choice: Partial<Wish>) => void
  /** Adds a model to the favorites, or removes it. */
  readonly onFavorite: (model: ModelId, isFavorite: boolean) => void
  readonly onOpenSettings: () => void
  /** Opens the batch dialog for a prompt with variations. */
  readonly onBatch: (text: string) => void
  /** Preloads the batch dialog, which is likely to be opened. */
  readonly preloadBatch: () => void
  /** Opens the dialog that suggests a better prompt. */
  readonly onImprove: (text: string) => void
  /** Starts a walk through earlier prompts. */
  readonly startWalk: () => Promise<PromptWalk>
  /** Text added to each prompt for image models. */
  readonly imageWords: ImageWords | undefined
  readonly onOpenChatSettings: () => void
  /** Renders the list that a slash or `@` opens. */
  readonly renderList: (list: SlashList) => ReactNode
  /** Returns what a message to a text model would cost with its attachments. */
  readonly estimateText: (asked: {
    readonly model: Model
    readonly text: string
    readonly inputs: readonly InputImage[]
  }) => Estimate
  /** Rendered next to the estimate of a message to text models. */
  readonly renderMeter: (asked: Metered) => ReactNode
  /** Models of the latest chats, latest first. Called when the list opens. */
  readonly recentModels: () => readonly ModelId[]
}

export interface Metered {
  readonly models: readonly Model[]
  readonly text: string
  readonly inputs: readonly InputImage[]
}

export function Composer({ chatKey, remembered, inputs, settings, onSend, onDraft, ...on }: ComposerProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const problemId = useId()
  const whole = useComposerStore((state) => state.texts[chatKey]) ?? remembered.text ?? ''
  const { words: text, files } = splitFiles(whole)
  const [pasted, setPasted] = useState<Pasted>()
  const choice = useComposerStore((state) => state.choices[chatKey])
  const isAdding = useComposerStore((state) => (state.adding[chatKey] ?? 0) > 0)
  const [cursor, setCursor] = useState(0)
  const slash = useSlash(text, cursor)
  const { write, clear, focus } = composer
  const now = useNow()

  const { model, models, ended, wanted } = currentChoice(choice, remembered, settings, now)
  // Counting a very long text takes milliseconds; typing doesn't wait for that.
  const counted = useDeferredValue(whole)
  const asks = listAsks(models, wanted).map((ask) =>
    ask.model.kind === 'text'
      ? { ...ask, estimate: on.estimateText({ model: ask.model, text: counted, inputs }) }
      : ask,
  )
  const common = findCommonModel(models)
  const defaults = settings?.settings.imageDefaults ?? DEFAULT_IMAGE_OPTIONS
  const isImageChat = models.length > 0 && models.every(({ kind }) => kind === 'image')
  const addWords = (prompt: string): string => (isImageChat ? addImageWords(prompt, on.imageWords) : prompt)
  const promptLength = pricedLength(addWords(text).trim())
  const mostCharacters = Math.min(...models.map(({ maxPromptLength }) => maxPromptLength))
  const tooLong = model !== undefined && isLongerThan(addWords(text), mostCharacters)
  // The first model that doesn't accept the attachments.
  const unable = models.find((candidate) => findInputProblem(candidate, inputs))
  const { problem: maskProblem, isUnread } = useMaskJudgment(inputs)
  const missing = useMissingProblem(inputs)
  const inputProblem = (unable && findInputProblem(unable, inputs)) ?? maskProblem ?? missing
  const isTextChat = models.length > 0 && models.every(({ kind }) => kind === 'text')
  const canSend = (message: string): boolean => {
    const split = splitFiles(message)
    const isSound = !isLongerThan(addWords(split.words), mostCharacters) && !isBlank(message)
    return (
      isSound &&
      !on.isHeld &&
      model !== undefined &&
      !inputProblem &&
      !isAdding &&
      !isUnread &&
      (isTextChat || split.files.length === 0)
    )
  }

  const send = (): void => {
    // The box's current text: a second click before the next frame finds it empty, so nothing is paid for twice.
    const message = composer.holding(chatKey).text ?? remembered.text ?? ''
    if (!settings) return sendLater(message)
    const requests = findRequests(asks)
    if (!model || !requests || !canSend(message)) return
    const several = models.length > 1 ? { models: models.map(({ id }) => id) } : {}
    const input = {
      text: addWords(trimWords(message)),
      inputs: inputs.map((image) => withRole(image, model)),
      ...requests,
      wish: { model: model.id, options: wanted, ...several },
    }
    onSend(input, () => {
      clear(chatKey)
      // The clicked button is disabled now, and users usually type next.
      focus()
    })
  }

  const change = (words: string, next: readonly TextFile[] = files): void => {
    const joined = joinFiles(words, next)
    write(chatKey, joined)
    onDraft(joined)
  }
  const sendLater = useEarlyText({
    message: whole,
    isKnown: settings !== undefined,
    onType: (typed) => change(`${text}${typed}`),
    onSend: () => inputs.length === 0 && send(),
  })
  const replace = ({ start, end }: OpenList, words: string): void => {
    change(text.slice(0, start) + words + text.slice(end))
    setCursor(start + words.length)
    composer.focusAt(start + words.length)
  }
  const changeFiles = (next: readonly TextFile[]): void => {
    change(text, next)
    focus()
  }
  const changeInputs = (images: readonly InputImage[]): void => {
    on.onInputs(images)
    focus()
  }
  const added = useAddedText(models.length > 1 ? undefined : asks[0], promptLength, inputs, (asked, images) =>
    // An empty message can't be estimated.
    on.estimateText({ model: asked, text: counted === '' ? '-' : counted, inputs: images }),
  )
  const total = useSumText(asks, promptLength, inputs.length)

  const choose = (part: Partial<Wish>): void => {
    composer.choose(chatKey, part)
    on.onChoose(part)
  }
  const chooseModels = (ids: readonly ModelId[]): void => {
    const [first] = ids
    if (first) choose({ model: first, models: ids.length > 1 ? ids : [] })
  }

  const renderList = (list: OpenList): ReactNode =>
    on.renderList({ ...list, onReplace: (words) => replace(list, words) })

  return (
    <>
      {/* Always mounted, so its changes are read out. */}
      <div role="status" className="flex flex-col px-[17px] text-12 text-text-muted not-empty:mb-2">
        {models.map((each) => (
          <ChoiceNotes.Component
            key={each.id}
            model={each}
            ended={each === model ? ended : undefined}
            droppedBy={
              settings && isDropped(each, settings) ? getConnectionName(settings.connections, each.id) : undefined
            }
            wish={wanted}
          />
        ))}
      </div>
      <ComposerNotice
        model={(settings && models.find((each) => needsKey(each, settings))) ?? model}
        settings={settings}
        onOpenSettings={on.onOpenSettings}
      />
      <div
        data-hint-above
        data-popover-edge
        className="@container relative flex flex-wrap items-end rounded-lg border border-line-control bg-surface-raised transition-[border-color] has-[textarea:focus]:border-focus"
      >
        {slash.list && renderList(slash.list)}
        {inputs.length > 0 &&
          on.renderAttached({
            images: inputs,
            model,
            asks,
            added: inputProblem ? undefined : added,
            onChange: changeInputs,
            onReorder: on.onInputs,
          })}
        {isImageChat && !slash.list && text.includes('@') && on.renderMentions(text)}
        {isImageChat && on.imageWords && <StyleNote.Component words={on.imageWords} onChange={on.onOpenChatSettings} />}
        {inputProblem && model && (
          <InputProblem.Component
            id={problemId}
            problem={inputProblem}
            inputs={inputs}
            model={unable ?? model}
            offers={settings && unable ? findTakers(inputs, unable, settings, now) : []}
            onChoose={(other) => chooseModels([other.id])}
          />
        )}
        {files.length > 0 && (
          <AttachedFiles.Component files={files} unable={isTextChat ? undefined : model} onChange={changeFiles} />
        )}
        {pasted && (
          <PastedText.Component
            text={pasted.text}
            onAttach={(file) => changeFiles([...files, file])}
            onInsert={() => {
              change(text.slice(0, pasted.start) + pasted.text + text.slice(pasted.end))
              focus()
            }}
            onClose={() => setPasted(undefined)}
          />
        )}
        {/* Always mounted, so its changes are read out. */}
        <p role="status" className={isAdding ? 'w-full px-4 pt-2 text-12 text-text-muted' : 'sr-only'}>
          {isAdding ? t('composer.adding') : inputs.length > 0 ? t('composer.attached', { count: inputs.length }) : ''}
        </p>
        {model?.kind === 'text' && on.earlierImages + inputs.length > 0 && (
          <SeeingNote.Component model={model} earlier={on.earlierImages} attached={inputs.length} />
        )}
        <MessageBox
          text={text}
          placeholder={t(
            model?.kind === 'text' ? 'composer.askText' : inputs.length > 0 ? 'composer.askEdit' : 'composer.askImage',
          )}
          problemId={tooLong || inputProblem ? problemId : undefined}
          onChange={(next, at) => {
            if (slash.list && endsName(slash.list, next, at)) slash.keys?.complete()
            setCursor(at)
            change(next)
          }}
          onEnter={send}
          onErase={() => {
            if (inputs.length > 0) changeInputs(inputs.slice(0, -1))
            else if (files.length > 0) changeFiles(files.slice(0, -1))
          }}
          onPaste={(next) => {
            const isLong = isTextChat && next.text.length > LONG_PASTE
            if (isLong) setPasted(next)
            return isLong
          }}
          startWalk={on.startWalk}
          list={slash.list && slash.keys?.activeId ? { id: slash.list.listId, keys: slash.keys } : undefined}
        />
        {tooLong && !inputProblem && (
          <p id={problemId} role="status" className="tabular w-full px-4 pb-2 text-12 text-danger">
            {t('composer.tooLong', {
              length: format.number(countCharacters(addWords(text))),
              most: format.number(mostCharacters),
            })}
          </p>
        )}
        {/* Next to a single line of text, below a longer one: the row wraps on its own. */}
        <div className="-mt-2.5 flex max-w-full grow items-center gap-1 p-2 narrow:@max-[640px]:gap-0.5">
          <ModelButton
            models={models}
            total={total}
            offers={settings ? offersFor(settings) : NO_OFFERS}
            recentIds={on.recentModels}
            favoriteModels={settings?.settings.favoriteModels ?? NO_MODELS}
            options={wanted}
            promptLength={promptLength}
            inputs={inputs.length}
            connections={settings?.connections ?? NO_CONNECTIONS}
            onChoose={chooseModels}
            onFavorite={on.onFavorite}
            onAddKey={on.onOpenSettings}
          />
          {model && (isTextChat || models.every(takesImages)) && (
            <AttachButton takes={{ images: models.every(takesImages), texts: isTextChat }} onFiles={on.onFiles} />
          )}
          {isImageChat && !isBlank(text) && <ImproveButton.Component onOpen={() => on.onImprove(text)} />}
          {on.lastImage && <FollowUpChip.Component image={on.lastImage} onChoose={on.onFollowUp} />}
          {common && (
            <OptionsButton
              model={common}
              options={fitOptions(common, wanted)}
              defaults={defaults}
              total={total}
              inputs={inputs.length}
              isIdle={text === ''}
              onChange={(part) => choose({ options: changeOptions(wanted, part) })}
            />
          )}
          <div className="grow" />
          {model?.kind === 'text' && on.renderMeter({ models, text: whole, inputs })}
          {model && <CostEstimate asks={asks} promptLength={promptLength} inputs={inputs.length} />}
          {isImageChat && VARIES.test(text) && (
            <BatchButton.Component text={text} preload={on.preloadBatch} onOpen={() => on.onBatch(addWords(text))} />
          )}
          <SendButton sendable={canSend(whole)} onSend={send} />
        </div>
      </div>
    </>
  )
}

function trimWords(message: string): string {
  const { words, files } = splitFiles(message)
  return joinFiles(trimText(words), files)
}
