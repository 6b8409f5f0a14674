/** The parts of Settings, in the order in which they stand. */
export const SETTINGS_SECTIONS = ['providers', 'images', 'budget', 'storage', 'appearance'] as const

export type SettingsSectionName = (typeof SETTINGS_SECTIONS)[number]
