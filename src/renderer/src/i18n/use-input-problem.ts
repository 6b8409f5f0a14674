import type { Model } from '@shared/catalogue'
import { countReferences, type InputProblem } from '@shared/catalogue/inputs'
import type { InputImage } from '@shared/request'
import type { MaskProblem } from '@/images/mask/judged-masks'
import type { MissingProblem } from '@/images/missing-images'
import { useFormat } from './use-format'
import { useTranslation } from './use-translation'
import './later'

type Problem = InputProblem | MaskProblem | MissingProblem

/** Returns a function that explains why these images can't be sent to a model. */
export function useInputProblem(): (
  problem: Problem,
  model: Pick<Model, 'name'>,
  inputs: readonly InputImage[],
) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ code, input: { most = 0, index = 0 } }, { name }, inputs) =>
    t(`attach.problem.${code}`, {
      model: name,
      count: most,
      // The number on screen: an overlay has the number of its image.
      number: countReferences(inputs.slice(0, index + 1)),
      size: format.bytes(most),
    })
}
