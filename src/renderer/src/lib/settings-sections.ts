/** The pages of Settings, in order. */
export const SETTINGS_SECTIONS = ['providers', 'general', 'images', 'budget', 'prices', 'storage', 'bin'] as const

export type SettingsSectionName = (typeof SETTINGS_SECTIONS)[number]

/** Pages with fields that must not take effect half typed. All other pages apply changes at once and have no Save. */
export const SAVED_SECTIONS: readonly SettingsSectionName[] = ['providers', 'budget', 'prices', 'storage']
