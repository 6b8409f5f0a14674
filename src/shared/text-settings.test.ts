import { expect, test } from 'vitest'
import { findTextModel } from './catalogue'
import { fitSettings, LONGEST_INSTRUCTIONS, readChatSettings } from './text-settings'

test('a model gets only the settings that it takes', () => {
  const chosen = { temperature: 1.8, effort: 'high', maxOutput: 500, tellsReasoning: true } as const
  expect(fitSettings(findTextModel('openai:gpt-6.1-terra')?.settings, chosen)).toEqual({
    effort: 'high',
    maxOutput: 500,
    tellsReasoning: true,
  })
  expect(fitSettings(findTextModel('openai:gpt-4.1')?.settings, chosen)).toEqual({ temperature: 1.8, maxOutput: 500 })
  expect(fitSettings(findTextModel('gemini:gemini-3.1-pro')?.settings, chosen)).toEqual(chosen)
  expect(fitSettings({ temperature: 1, efforts: ['low'] }, chosen)).toEqual({ temperature: 1 })
  expect(fitSettings(findTextModel('demo:text')?.settings, chosen)).toEqual({})
})

test('images in chat are kept whole or not at all, and only for models that can have them made', () => {
  const imageTool = { model: 'openai:gpt-image-2.5-flare', quality: 'low' } as const
  expect(readChatSettings({ imageTool })).toEqual({ imageTool })
  for (const wrong of [true, {}, { model: 'gpt', quality: 'low' }, { ...imageTool, quality: 'best' }])
    expect(readChatSettings({ imageTool: wrong })).toBeUndefined()
  expect(fitSettings(findTextModel('openai:gpt-6.1-terra')?.settings, { imageTool })).toEqual({ imageTool })
  for (const other of ['openai:gpt-4.1', 'gemini:gemini-3.1-pro', 'demo:text'])
    expect(fitSettings(findTextModel(other)?.settings, { imageTool })).toEqual({})
})

test('stored settings of any version are read, and what is not understood is left out', () => {
  const settings = { instructions: 'Be brief.', temperature: 0, effort: 'low', maxOutput: 16, tellsReasoning: true }
  expect(readChatSettings(settings)).toEqual(settings)
  expect(readChatSettings({ ...settings, effort: 'extreme', temperature: 9, later: 1 })).toEqual({
    instructions: 'Be brief.',
    maxOutput: 16,
    tellsReasoning: true,
  })
  expect(readChatSettings({ instructions: 'a'.repeat(LONGEST_INSTRUCTIONS + 1) })?.instructions).toHaveLength(
    LONGEST_INSTRUCTIONS,
  )
  for (const nothing of [undefined, null, 'text', {}, { instructions: ' \n' }])
    expect(readChatSettings(nothing)).toBeUndefined()
})
