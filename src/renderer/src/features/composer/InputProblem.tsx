import type { InputProblem as Problem } from '@shared/catalogue/inputs'
import type { Model } from '@shared/catalogue'
import type { InputImage } from '@shared/request'
import type { MaskProblem } from '@/images/mask/judged-masks'
import { useInputProblem } from '@/i18n/use-input-problem'
import { useTranslation } from '@/i18n/use-translation'
import type { MissingProblem } from '@/images/missing-images'
import '@/i18n/later'

interface InputProblemProps {
  readonly id: string
  readonly problem: Problem | MaskProblem | MissingProblem
  readonly inputs: readonly InputImage[]
  readonly model: Model
  /** Models that accept the images, best first. */
  readonly offers: readonly Model[]
  readonly onChoose: (model: Model) => void
}

/** Explains why the message can't be sent with its images, and offers models that accept them. */
export function InputProblem({ id, problem, inputs, model, offers, onChoose }: InputProblemProps) {
  const { t } = useTranslation()
  const describe = useInputProblem()
  return (
    <p role="status" className="flex w-full flex-wrap gap-x-2 px-4 pt-2 text-12">
      <span id={id} className="text-danger">
        {describe(problem, model, inputs)}
      </span>
      {offers.map((offer) => (
        <button
          key={offer.id}
          type="button"
          onClick={() => onChoose(offer)}
          className="rounded-sm text-accent underline-offset-2 hover:underline"
        >
          {t('attach.useModel', { model: offer.name })}
        </button>
      ))}
    </p>
  )
}
