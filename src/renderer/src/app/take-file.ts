/** What becomes of files that were dropped or pasted: a recipe goes into the composer, images go along, exports are imported. */
import { i18n } from '@/i18n'
import { findImageModel } from '@shared/catalogue'
import { readRecipe, type FileRecipe } from '@/features/recipe/read-recipe'
import { cleanFileName, cleanWords } from '@/lib/clean-file-name'
import { notify, notifyFailure } from '@/ui/notices'
import { attachFiles, type Attaching } from './attach-files'
import { openImport } from './layout-store'
import { fillComposer } from './reuse'

/**
 * A single file that was made with Easel is asked for again, and can be attached instead; a zip file is imported; anything else is
 * attached.
 */
export async function takeFiles(files: readonly File[], parts: Attaching): Promise<void> {
  const [file] = files
  if (file && files.length === 1 && isZip(file)) return openImport(file)
  const reading = file && files.length === 1 ? await readRecipe(file).catch(() => undefined) : undefined
  if (!file || reading?.kind !== 'recipe') return attachFiles(files, parts)
  const { undo, replacedDraft } = fillComposer(parts.store, askedBy(reading.recipe))
  const { t } = i18n
  const attach = (): void => {
    undo()
    attachFiles(files, parts).catch(notifyFailure)
  }
  // Undo is for what gave way, or can't be seen in the message box.
  const isWorthUndoing = replacedDraft || !isKnown(reading.recipe)
  notify({
    text: sentence(cleanFileName(file.name), reading.recipe),
    ...(isWorthUndoing && { also: { label: t('notices.undo'), run: undo } }),
    action: { label: t('attach.instead'), run: attach },
  })
}

/** Only exports come as zip files: of Easel, or of other apps. */
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
