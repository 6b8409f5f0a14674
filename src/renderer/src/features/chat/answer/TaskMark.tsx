import { useTranslation } from '@/i18n/use-translation'

/** The check box of a task list. It shows what the model wrote and can't be changed. */
export function TaskMark({ checked }: { readonly checked?: boolean }) {
  const { t } = useTranslation()
  return (
    <input
      type="checkbox"
      checked={checked === true}
      disabled
      aria-label={t(checked ? 'markdown.done' : 'markdown.toDo')}
    />
  )
}
