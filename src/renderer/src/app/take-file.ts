/** What becomes of a file that was dropped or pasted: its recipe goes into the composer, and a notice says what did. */
import i18next from 'i18next'
import type { StoreApi } from 'zustand/vanilla'
import { findImageModel } from '@shared/catalogue'
import type { ChatState } from '@/features/chat/model'
import { readRecipe, type FileRecipe } from '@/features/recipe/read-recipe'
import { notify } from '@/ui/notices'
import { fillComposer } from './reuse'

/** File names and model names are others' words: enough of them to be recognized. Characters. */
const LONGEST_NAME = 60

export async function takeFile(files: readonly File[], store: Pick<StoreApi<ChatState>, 'getState'>): Promise<void> {
  const { t } = i18next
  const [file] = files
  if (!file) return
  const name = displayed(file.name) || t('recipe.unnamed')
  if (files.length > 1) {
    notify({ text: t('recipe.oneAtATime') })
    return
  }
  const reading = await readRecipe(file).catch(() => ({ kind: 'unreadable' as const }))
  if (reading.kind !== 'recipe') {
    const isOrdinary = reading.kind === 'none' || (reading.kind === 'not-an-image' && file.type.startsWith('image/'))
    notify({ text: isOrdinary ? t('recipe.noInput') : t(`recipe.${reading.kind}`, { name }) })
    return
  }
  const { undo, replacedDraft } = fillComposer(store, askedBy(reading.recipe))
  // What is in the message box now speaks for itself, unless something had to give way or is missing.
  if (!replacedDraft && isKnown(reading.recipe)) return
  notify({ text: sentence(name, reading.recipe), action: { label: t('notices.undo'), run: undo } })
}

function isKnown({ model }: FileRecipe): boolean {
  return !model || findImageModel(model.id) !== undefined
}

function askedBy({ prompt, model, options }: FileRecipe) {
  const known = model && findImageModel(model.id)
  return { text: prompt, ...(known && { model: known.id }), ...(options && { options }) }
}

function sentence(name: string, { model, options }: FileRecipe): string {
  const { t, language } = i18next
  const known = model && findImageModel(model.id)
  const parts = [
    t('recipe.part.prompt'),
    ...(options ? [t('recipe.part.options')] : []),
    ...(known ? [t('recipe.part.model', { model: known.name })] : []),
  ]
  const restored = t('recipe.restored', { name, parts: new Intl.ListFormat(language).format(parts) })
  if (known || !model) return restored
  return `${restored} ${t('recipe.modelUnknown', { model: displayed(model.name || model.id) })}`
}

/** Nothing invisible, nothing that turns the writing around. */
function displayed(text: string): string {
  const plain = [...text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim()]
  return plain.length > LONGEST_NAME ? `${plain.slice(0, LONGEST_NAME).join('')}…` : plain.join('')
}
