/** "image 2" is the same image on screen, in the prompt and in the request. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOverlay } from '@shared/catalogue/inputs'
import type { ObjectHash } from '@shared/ids'
import { createParts, listInputs, readPrompt, type InputImage } from '@shared/request'
import { addImages } from '@/features/chat/attached'
import { nameInputs } from '@/features/chat/name-inputs'
import { i18n } from '@/i18n'
import '@/i18n/later'
import { anInputImage } from '../../../../tests/support/input-image'
import { groupInputs, listGrouped, moveGroup, setOverlay, setRole } from '@/features/composer/group-inputs'

const NAMES = ['fox', 'hat', 'boat', 'moon', 'tree']
const images = NAMES.map((name, index) => anInputImage({ hash: String(index).repeat(64) as ObjectHash, name }))
const mask = anInputImage({ hash: 'f'.repeat(64) as ObjectHash, role: 'mask' })

type Step = (inputs: readonly InputImage[]) => readonly InputImage[]

/** The actions of the message box. `pick` chooses the image. */
const STEPS: readonly ((pick: number, image: InputImage) => Step)[] = [
  (_pick, image) => (inputs) => addImages(inputs, [image]),
  (pick) => (inputs) => listGrouped(groupInputs(inputs).filter((_group, index, { length }) => index !== pick % length)),
  (pick) => (inputs) => {
    const groups = groupInputs(inputs)
    return groups.length < 2 ? inputs : listGrouped(moveGroup(groups, pick % groups.length, 0))
  },
  (_pick, image) => (inputs) => setOverlay(inputs, image, mask),
  (pick) => (inputs) => {
    const image = inputs[pick % Math.max(1, inputs.length)]
    return image ? setRole(inputs, image, 'mask') : inputs
  },
  (pick) => (inputs) => {
    const image = inputs[pick % Math.max(1, inputs.length)]
    return image && image.hash !== mask.hash ? setRole(inputs, image, 'reference') : inputs
  },
  // Backspace.
  () => (inputs) => inputs.slice(0, -1),
]

const anyStep = fc
  .record({ kind: fc.nat(STEPS.length - 1), pick: fc.nat(4), image: fc.constantFrom(...images) })
  .map(({ kind, pick, image }) => STEPS[kind]!(pick, image))

test('whatever is added, moved, removed or masked, the message box, the question, the names and the request agree on the numbers', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
      const inputs = steps.reduce<readonly InputImage[]>((before, step) => step(before), [])

      const shown = groupInputs(inputs).map(({ image }, index) => [image.name, index + 1])
      const inQuestion = nameInputs(inputs, i18n.t)
        .filter(({ image }) => !isOverlay(image.role))
        .map(({ image, name }) => [image.name, Number(/\d+$/.exec(name)?.[0])])
      const parts = createParts(NAMES.map((name) => `@${name}`).join(' '), inputs)
      const sent = listInputs(parts)
        .filter(({ role }) => !isOverlay(role))
        .map(({ name }, index) => [name, index + 1])
      const said = [...readPrompt(parts).matchAll(/(\w+) \(image (\d+)\)/g)].map(([, name, number]) => [
        name,
        Number(number),
      ])

      expect(inQuestion).toEqual(shown)
      expect(sent).toEqual(shown)
      expect(said.toSorted(([, one], [, other]) => Number(one) - Number(other))).toEqual(shown)
    }),
  )
})
