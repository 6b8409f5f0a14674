import { expect, test } from 'vitest'
import { parseBlobAddress, storeOfToken } from './blob-address'

test('an address in a Blob store tells which store it is, and who can read it', () => {
  expect(parseBlobAddress('https://abc1.public.blob.vercel-storage.com/chat-images/x.png')).toEqual({
    store: 'abc1',
    access: 'public',
  })
  expect(parseBlobAddress('https://abc1.private.blob.vercel-storage.com/x.png')).toEqual({
    store: 'abc1',
    access: 'private',
  })
})

test.for([
  'javascript:alert(1)',
  'data:image/png;base64,AAAA',
  'file:///etc/passwd',
  'http://abc1.public.blob.vercel-storage.com/x.png',
  'https://abc1.public.blob.vercel-storage.com.evil.example/x.png',
  'https://evil.example/abc1.public.blob.vercel-storage.com/x.png',
  'https://public.blob.vercel-storage.com/x.png',
  'https://a.b.public.blob.vercel-storage.com/x.png',
  'https://user@abc1.public.blob.vercel-storage.com/x.png',
  'https://abc1.public.blob.vercel-storage.com:8443/x.png',
  'nothing of the kind',
  '',
])('H12 %s is no such address', (address) => {
  expect(parseBlobAddress(address)).toBeUndefined()
})

test('a token tells which store it is for', () => {
  expect(storeOfToken('vercel_blob_rw_AbC1_secret')).toBe('abc1')
  expect(storeOfToken('something else')).toBeUndefined()
})
