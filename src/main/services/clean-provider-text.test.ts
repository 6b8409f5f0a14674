import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanProviderText } from './clean-provider-text'

describe('the sentence is found wherever services put it', () => {
  test.each([
    ['OpenAI', '{"error":{"message":"Bad size","type":"x","param":null,"code":"x"}}', 'Bad size'],
    ['a local server', '{"error":"model not loaded"}', 'model not loaded'],
    ['FastAPI', '{"detail":"Not Found"}', 'Not Found'],
    [
      'FastAPI with fields',
      '{"detail":[{"loc":["a"],"msg":"Wrong size."},{"msg":"No prompt."}]}',
      'a: Wrong size. No prompt.',
    ],
    ['an SDK around plain text', '400 "Only square images"', 'Only square images'],
    ['an SDK around JSON', '400 {"detail":"stream is not supported"}', 'stream is not supported'],
    [
      'a gateway around the upstream',
      '{"error":{"message":"{\\"error\\":{\\"message\\":\\"Overloaded\\"}}"}}',
      'Overloaded',
    ],
    ['Google', '[{"error":{"code":400,"message":"API key not valid.","status":"INVALID"}}]', 'API key not valid.'],
    ['Azure', '{"error":{"message":"","innererror":{"message":"Filtered deeper"}}}', 'Filtered deeper'],
    ['a gateway of Apigee', '{"fault":{"faultstring":"Spike arrest","detail":{"errorcode":"x"}}}', 'Spike arrest'],
    ['AWS', '{"Message":"User is not authorized"}', 'User is not authorized'],
    ['a Lambda', '{"errorMessage":"Task timed out","errorType":"x"}', 'Task timed out'],
    ['a field named otherwise', '{"code":500,"error_msg":"No worker"}', 'No worker'],
    ['a reason', '{"status":"failed","reason":"No capacity"}', 'No capacity'],
    [
      'a status within',
      '{"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}',
      'insufficient balance',
    ],
    ['a list of messages', '{"messages":["Too large","Too many"]}', 'Too large Too many'],
    ['an error within data', '{"data":{"error":"No worker"}}', 'No worker'],
    ['words within a message', '{"message":{"text":"No worker"}}', 'No worker'],
    [
      'a store, in XML',
      '<?xml version="1.0"?><Error><Code>Denied</Code><Message>Access denied</Message></Error>',
      'Access denied',
    ],
    ['a program that colors its words', '\u001b[31mOut of memory\u001b[0m', 'Out of memory'],
    ['half of a character', 'Out of\ud800memory', 'Out of memory'],
    ['plain words', 'Service is\n  starting   up', 'Service is starting up'],
    ['plain words with a comparison', 'width must be < 3840 and > 16', 'width must be < 3840 and > 16'],
    ['plain words in quotes that do not end', '"quoted', '"quoted'],
  ])('%s', (_name, text, clean) => {
    expect(cleanProviderText(text)).toBe(clean)
  })
})

describe('a page becomes its title or its text', () => {
  test.each([
    ['<html>\n<head><title>502 Bad Gateway</title></head><body><h1>no</h1></body></html>', '502 Bad Gateway'],
    ['502 <!doctype html><h1 class="x">Sign in &amp; continue</h1><p>more', 'Sign in & continue'],
    ['<div>Gateway <b>busy</b></div><script>steal("<p>")</script><style>p{}</style><p>today</p>', 'Gateway busy today'],
    ['<html><head><meta charset="x"><style>p{}</style></head><body>Be right back</body></html>', 'Be right back'],
    ['style <p>matters</p>', 'style matters'],
    ['<svg onload="alert(1)"><text>hi there</text></svg>', 'hi there'],
  ])('%s', (page, clean) => {
    expect(cleanProviderText(page)).toBe(clean)
  })
})

test.each([
  '',
  '   ',
  '{}',
  '{"a":1}',
  '{"error":{}}',
  '{"error":null}',
  '{"error":{"mess',
  '500 status code (no body)',
  '<html></html>',
  'null',
  '[object Object]',
  '-1: [{}]',
])('%j says nothing', (text) => {
  expect(cleanProviderText(text)).toBe('')
})

test('a key that the service echoes is removed, also where the text is cut', () => {
  expect(cleanProviderText('{"error":{"message":"Incorrect API key: sk-proj-12345678901234567890."}}')).toBe(
    'Incorrect API key: [key].',
  )
  expect(cleanProviderText(`${'word '.repeat(58)}sk-proj-12345678901234567890`)).not.toContain('sk-')
})

test('a key is found although it contains invisible characters', () => {
  expect(cleanProviderText('your key:\u0000 Bearer\u200B abcdef123456')).toBe('your key: Bearer [key]')
})

test('a long text ends at a word, and never in the middle of a character', () => {
  expect(cleanProviderText('several words '.repeat(100))).toMatch(/^.{280,299} words…$|^.{280,299} several…$/)
  expect(cleanProviderText(`ab${'🎨'.repeat(400)}`)).toMatch(/^ab(?:🎨)+…$/u)
})

test('characters that reorder or hide text are removed', () => {
  expect(cleanProviderText('pay \u202Eeurt\u202C now\u0000\u200B!')).toBe('pay eurt now !')
})

test('whatever a service sends becomes a short line', { timeout: 60_000 }, () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('<', '>', '<script>', '</script', '<title>', '{"error":', '{"message":"', '"}', '[', '&amp;'),
    fc.json(),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const clean = cleanProviderText(pieces.join(''))
      expect(clean.length).toBeLessThanOrEqual(300)
      expect(clean).not.toMatch(/[\n\r\t\0]|^\s|\s$/)
    }),
  )
})

test('megabytes of open brackets or open tags take almost no time', { timeout: 30_000 }, () => {
  const start = performance.now()
  for (const piece of ['[', '{"error":', '<p', '<title ', '<title>', '<script>', '<h1 ']) {
    cleanProviderText(piece.repeat(200_000))
  }
  // A quadratic search would take minutes.
  expect(performance.now() - start).toBeLessThan(10_000)
})
