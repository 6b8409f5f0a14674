import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findImageModel } from '@shared/catalogue'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { HANDLES } from '../crop/crop-rectangle'
import { dragCanvas, moveImage, nudgeCanvas, setEdge, shapeCanvas } from './canvas'
import { chooseCanvasOptions, findCanvasRule } from './canvas-rule'

const IMAGE = { width: 1024, height: 1024 }
const BARE = { x: 0, y: 0, ...IMAGE }
const openai = findImageModel('openai:gpt-image-2')!
const gemini = findImageModel('gemini:gemini-3.1-flash-image') ?? findImageModel('fal:google/nano-banana-2.1')!
const fixed = findImageModel('fal:fal-ai/recraft/v4.1/text-to-image')!
const ask = (model: typeof openai, canvas: { width: number; height: number }) =>
  chooseCanvasOptions(model, canvas, DEFAULT_IMAGE_OPTIONS)

test('an edge goes where it is dragged, in steps of the sizes that the model makes, and exactly that size is asked for', () => {
  const canvas = dragCanvas(BARE, 'e', { x: 500, y: 90 }, IMAGE, findCanvasRule(openai))
  expect(canvas).toEqual({ x: 0, y: 0, width: 1520, height: 1024 })
  expect(ask(openai, canvas).size).toBe('1520x1024')
  expect(dragCanvas(BARE, 'nw', { x: -160, y: -320 }, IMAGE, findCanvasRule(openai))).toEqual({
    x: -160,
    y: -320,
    width: 1184,
    height: 1344,
  })
})

test('nothing goes further than the longest shape, and never into the image', () => {
  expect(dragCanvas(BARE, 'e', { x: 9000, y: 0 }, IMAGE, findCanvasRule(openai))).toEqual({ ...BARE, width: 3072 })
  expect(dragCanvas(BARE, 'w', { x: 300, y: 0 }, IMAGE, findCanvasRule(openai))).toEqual(BARE)
})

test('a model with shapes gets the nearest of them, and the other edges stay where they can', () => {
  const rule = findCanvasRule(gemini)
  expect(dragCanvas(BARE, 'e', { x: 470, y: 0 }, IMAGE, rule)).toEqual({ ...BARE, width: 1536 })
  expect(dragCanvas(BARE, 's', { x: 0, y: 800 }, IMAGE, rule)).toEqual({ ...BARE, height: 1820 })
  expect(dragCanvas(BARE, 'w', { x: -500, y: 0 }, IMAGE, rule)).toEqual({ x: -512, y: 0, width: 1536, height: 1024 })
  expect(ask(gemini, { width: 1536, height: 1024 })).toMatchObject({ aspectRatio: '3:2', resolution: '1K' })
  const sizes = findCanvasRule(fixed)
  expect(dragCanvas(BARE, 'e', { x: 500, y: 0 }, IMAGE, sizes).width).toBe(1536)
  expect(ask(fixed, { width: 1536, height: 1024 }).size).toBe('1536x1024')
})

test('what is too large or too small to be asked for keeps its shape and is asked for at another size', () => {
  const size = ask(openai, { width: 6000, height: 3000 }).size
  const [width = 0, height = 0] = size.split('x').map(Number)
  expect(width / height).toBeCloseTo(2, 1)
  expect(width * height).toBeLessThanOrEqual(2560 * 1440)
  expect(ask(openai, { width: 480, height: 240 }).size).toBe('1152x576')
})

test('numbers set edges, keys go on to the next shape, and the image moves within its canvas', () => {
  const rule = findCanvasRule(gemini)
  expect(setEdge(BARE, 'right', 512, IMAGE, rule)).toEqual({ ...BARE, width: 1536 })
  const wider = nudgeCanvas(BARE, { edge: 'right', step: 20 }, IMAGE, rule)
  expect(wider.width).toBeGreaterThan(1024)
  expect(nudgeCanvas(wider, { edge: 'right', step: -20 }, IMAGE, rule)).toEqual(BARE)
  const wide = shapeCanvas(16 / 9, IMAGE, rule)
  expect(wide).toEqual({ x: -398, y: 0, width: 1820, height: 1024 })
  expect(moveImage(wide, { x: 900, y: 5 }, IMAGE)).toEqual({ ...wide, x: -796 })
  expect(moveImage(wide, { x: -900, y: 5 }, IMAGE)).toEqual({ ...wide, x: 0 })
})

test('whatever is dragged, the image stays inside, in a shape that the model makes', () => {
  const number = fc.integer({ min: -2500, max: 2500 })
  const size = fc.record({ width: fc.integer({ min: 40, max: 3000 }), height: fc.integer({ min: 40, max: 3000 }) })
  const drags = fc.array(fc.tuple(fc.constantFrom(...HANDLES), number, number), { maxLength: 6 })
  fc.assert(
    fc.property(drags, fc.constantFrom(openai, gemini, fixed), size, (drags, model, image) => {
      const rule = findCanvasRule(model)
      let canvas = { x: 0, y: 0, ...image }
      for (const [handle, x, y] of drags) {
        canvas = dragCanvas(canvas, handle, { x, y }, image, rule)
        expect(Object.values(canvas).every(Number.isInteger)).toBe(true)
        expect(Math.max(canvas.x, canvas.y)).toBeLessThanOrEqual(0)
        expect(canvas.x + canvas.width).toBeGreaterThanOrEqual(image.width)
        expect(canvas.y + canvas.height).toBeGreaterThanOrEqual(image.height)
        const isBare = canvas.width === image.width && canvas.height === image.height
        if (isBare || !rule.aspects) continue
        const off = rule.aspects.map((aspect) => Math.abs(canvas.width - canvas.height * aspect))
        expect(Math.min(...off)).toBeLessThanOrEqual(4)
      }
    }),
  )
})
