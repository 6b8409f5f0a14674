/** For tests only: the same 20x12 drawing, encoded by Chromium in every layout that `inspectImage` knows. */
function decode(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}

export const samplePng = decode(
  'iVBORw0KGgoAAAANSUhEUgAAABQAAAAMCAYAAABiDJ37AAAAAXNSR0IArs4c6QAAADBJREFUOE9jPJNm/J+BioBxaBqYzjATZyDMZEjHG0BYvTxqIEqY' +
    'DY4wpCSdD/6EDQDVFSi9X0xVOQAAAABJRU5ErkJggg==',
)
export const sampleJpeg = decode(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBk' +
    'eFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAMABQD' +
    'ASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAMB/8QAHRABAAICAgMAAAAAAAAAAAAAAQACAxExcSFBUf/EABYBAQEBAAAAAAAAAAAAAAAA' +
    'AAQDBf/EABsRAAEEAwAAAAAAAAAAAAAAAAABAgMSEyJR/9oADAMBAAIRAxEAPwCea7SomufczDkcm9h4+SiDyD3BUrwB1BpJHhVldummrJMtra8E' +
    'REOXP//Z',
)
export const sampleLossyWebp = decode(
  'UklGRmAAAABXRUJQVlA4IFQAAAAwAwCdASoUAAwAPtFUo0uoJKMhsAgBABoJbACw7B2MHyQAAL4g5bctDccNrZLI7Gb69frX76Rr5c2EE+PLo83+' +
    'FVf6iDpR3cbU/MABJLurGwXNGAA=',
)
export const sampleLosslessWebp = decode(
  'UklGRjIAAABXRUJQVlA4TCYAAAAvE8ACAA8wZp/J/Bnz/EcLFAJAwyCEkL9dBu1PIaL/42Bjon67BA==',
)
export const sampleExtendedWebp = decode(
  'UklGRnIAAABXRUJQVlA4WAoAAAAAAAAAEwAACwAAVlA4IFQAAAAwAwCdASoUAAwAPtFUo0uoJKMhsAgBABoJbACw7B2MHyQAAL4g5bctDccNrZLI' +
    '7Gb69frX76Rr5c2EE+PLo83+FVf6iDpR3cbU/MABJLurGwXNGAA=',
)

export const SAMPLES = {
  'a PNG': samplePng,
  'a JPEG': sampleJpeg,
  'a lossy WebP': sampleLossyWebp,
  'a lossless WebP': sampleLosslessWebp,
  'an extended WebP': sampleExtendedWebp,
} as const
