/**
 * Handles dropped and pasted files: prompt and settings go into the composer, images are attached, exports are
 * imported.
 */
import { i18n } from '@/i18n'
import { findImageModel } from '@shared/catalogue'
import type { MessageId } from '@shared/ids'
import { readRecipe, type FileRecipe } from '@/features/recipe/read-recipe'
import { cleanFileName, cleanWords } from '@/lib/clean-file-name'
import { notify, notifyFailure } from '@/ui/notices'
import { attachFiles, type Attaching } from './attach-files'
import { openImport } from './layout-store'
import { fillComposer } from './reuse'

/**
 * Handles files. A single image made with Easel fills the composer with its prompt and settings, and can be attached
 * instead. A zip file is imported. Anything else is attached, to the question with the id `edit` if one is being edited.
 */
export async function takeFiles(files: readonly File[], parts: Attaching, edit?: MessageId): Promise<void> {
  const [file] = files
  if (file && files.length === 1 && isZip(file)) return openImport(file)
  if (edit !== undefined) return attachFiles(files, parts, edit)
  const reading = file && files.length === 1 ? await readRecipe(file).catch(() => undefined) : undefined
  if (!file || reading?.kind !== 'recipe') return attachFiles(files, parts)
  const { undo, replacedDraft } = fillComposer(parts.store, askedBy(reading.recipe))
  const { t } = i18n
  const attach = (): void => {
    undo()
    attachFiles(files, parts).catch(notifyFailure)
  }
  // Undo is offered for a replaced draft and for changes that aren't visible in the message box.
  const isWorthUndoing = replacedDraft || !isKnown(reading.recipe)
  notify({
    text: sentence(cleanFileName(file.name), reading.recipe),
    ...(isWorthUndoing && { also: { label: t('notices.undo'), run: undo } }),
    action: { label: t('attach.instead'), run: attach },
  })
}

/** Zip files are always exports, of Easel or of other apps. */
function isZip({ name, type }: File): boolean {
  return /\.zip$/i.test(name) || type === 'application/zip'
}

function isKnown({ model }: FileRecipe): boolean {
  return !model || findImageModel(model.id) !== undefined
}

function askedBy({ prompt, model, options }: FileRecipe) {
  const known = model && findImageModel(model.id)
  return { text: prompt, ...(known && { model: known.id }), ...(options && { options }) }
}

function sentence(name: string, { model, options }: FileRecipe): string {
  const { t, language } = i18n
  const known = model && findImageModel(model.id)
  const parts = [
    t('recipe.part.prompt'),
    ...(options ? [t('recipe.part.options')] : []),
    ...(known ? [t('recipe.part.model', { model: known.name })] : []),
  ]
  const restored = t('recipe.restored', { name, parts: new Intl.ListFormat(language).format(parts) })
  if (known || !model) return restored
  return `${restored} ${t('recipe.modelUnknown', { model: cleanWords(model.name || model.id) })}`
}
