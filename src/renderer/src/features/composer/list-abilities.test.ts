import { expect, test } from 'vitest'
import { findModel, listModels } from '@shared/catalogue'
import later from '@shared/locales/later.en.json'
import { findService } from '@shared/services'
import { listAbilities } from './list-abilities'

test('the marks of a model say what its facts say', () => {
  expect(listAbilities(findModel('openai:gpt-image-2')!)).toEqual(
    expect.arrayContaining(['references', 'mask', 'previews']),
  )
  for (const model of listModels()) {
    const abilities = listAbilities(model)
    const image = model.kind === 'image' ? model : undefined
    const service = findService(model.service)
    expect(abilities.includes('references'), model.id).toBe(image?.references !== undefined)
    expect(abilities.includes('mask'), model.id).toBe(image?.references?.mask?.sentAs === 'alpha')
    expect(abilities.includes('previews'), model.id).toBe((image?.maxPreviews ?? 0) > 0)
    expect(abilities.includes('keepsJobs'), model.id).toBe(service?.keepsJobs === true)
    expect(abilities.includes('reportsCost'), model.id).toBe(service?.reportsCost === true)
    for (const ability of abilities) expect(later.composer.ability).toHaveProperty(ability)
  }
})

test('nothing is promised of a model of which only the name is known', () => {
  expect(listAbilities(findModel('compatible-1a2b:image/some-model')!)).toEqual([])
  expect(listAbilities(findModel('compatible-1a2b:image/gpt-image-2')!)).toContain('large')
})
