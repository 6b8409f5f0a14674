// The end-to-end tests that `npm test` runs. All of them take two cores about twenty minutes, too long for every change;
// `npm run test:all` runs those, as before a release.

/**
 * Names in `e2e/specs`: what must never break (the way from prompt to image, what was paid for, the data of earlier
 * versions, keys), every row of the fault table that only the built app can prove, and one for each large screen and
 * service.
 */
export const coreSpecs = [
  'accessibility',
  'archive',
  'batch',
  'bfl',
  'budget',
  'core-flow',
  'demo',
  'edit-images',
  'failures',
  'fal',
  'faults',
  'full-disk',
  'gallery',
  'gemini',
  'hardening',
  'input',
  'left-off',
  'openrouter',
  'own-styles',
  'packaged',
  'quitting',
  'recovery',
  'recraft',
  'search',
  'settings',
  'several-at-once',
  'stop-and-retry',
  'storage',
  'text',
  'upgrade',
  'upload',
  'usage',
  'versions',
]
