import { expect, test } from 'vitest'

import { parseMissingLibraries } from './system-libraries.mjs'

test('only the libraries that were not found are named', () => {
  const output = `	linux-vdso.so.1 (0x00007ffc)
	libnss3.so => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
	libgbm.so.1 => not found
`
  expect(parseMissingLibraries(output)).toEqual(['libnss3.so', 'libgbm.so.1'])
})
