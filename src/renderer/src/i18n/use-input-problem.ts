import { i18n } from '.'
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
  return (problem, { name }, inputs) => {
    // The number on screen: an overlay has the number of its image.
    const getNumber = (index: number): number => countReferences(inputs.slice(0, index + 1))
    if (problem.code === 'input-missing') {
      const numbers = [...new Set(problem.indexes.map(getNumber))]
      const list = new Intl.ListFormat(i18n.language).format(numbers.map(String))
      return t('attach.problem.input-missing', { count: numbers.length, numbers: list })
    }
    const { most = 0, index = 0 } = problem.input
    return t(`attach.problem.${problem.code}`, {
      model: name,
      count: most,
      number: getNumber(index),
      size: format.bytes(most),
    })
  }
}
