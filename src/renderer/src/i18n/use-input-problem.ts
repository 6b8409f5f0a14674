import type { Model } from '@shared/catalogue'
import type { InputProblem } from '@shared/catalogue/inputs'
import type { MaskProblem } from '@/images/mask/judged-masks'
import { useFormat } from './use-format'
import { useTranslation } from './use-translation'
import './later'

/** Returns a function that explains why these images can't be sent to a model. */
export function useInputProblem(): (problem: InputProblem | MaskProblem, model: Pick<Model, 'name'>) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ code, input: { most = 0, index = 0 } }, { name }) =>
    t(`attach.problem.${code}`, { model: name, count: most, number: index + 1, size: format.bytes(most) })
}
