/** The pages of Settings, in their order. */
export const SETTINGS_SECTIONS = ['providers', 'general', 'images', 'budget', 'prices', 'storage', 'bin'] as const

export type SettingsSectionName = (typeof SETTINGS_SECTIONS)[number]

/** Where something is typed that must not act before it is complete. All other pages act at once and need no Save. */
export const SAVED_SECTIONS: readonly SettingsSectionName[] = ['providers', 'budget', 'prices', 'storage']
