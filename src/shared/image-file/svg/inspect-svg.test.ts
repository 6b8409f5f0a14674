import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { samplePng } from '../../../../tests/support/main/sample-images'
import { inspectImage } from '../inspect-image'
import { UnsoundImage, type ImageFacts, type UnsoundReason } from '../unsound-image'

const NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
const PNG = `data:image/png;base64,${samplePng.toString('base64')}`

function drawing(inner: string, attributes = 'viewBox="0 0 100 50" width="200" height="100"'): string {
  return `<svg ${NAMESPACE} ${attributes}>${inner}</svg>`
}

async function inspect(text: string | Uint8Array): Promise<ImageFacts | UnsoundReason> {
  try {
    return await inspectImage(typeof text === 'string' ? Buffer.from(text) : text)
  } catch (error) {
    if (error instanceof UnsoundImage) return error.reason
    throw error
  }
}

const sound = { format: 'svg', width: 200, height: 100 }

describe('a drawing is kept', () => {
  test.each([
    ['as a vectorizer writes it', drawing('<path d="M 0 0 L 9 9 z" fill="rgb(1,2,3)" transform="translate(1,2)"/>')],
    ['with a declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${drawing('')}`],
    ['with a byte order mark', `\ufeff${drawing('')}`],
    [
      'with a document type',
      `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${drawing('')}`,
    ],
    ['behind comments', `<!-- made - by -- hand -->\n<!---->${drawing('')}`],
    [
      'with a prefix for its own elements',
      '<s:svg xmlns:s="http://www.w3.org/2000/svg" width="200" height="100"><s:path d="M0 0"/></s:svg>',
    ],
    [
      'with gradients, patterns, clips and filters',
      drawing(
        '<defs><linearGradient id="g"><stop offset="0"/></linearGradient><clipPath id="c"><rect/></clipPath><filter id="f"/></defs>' +
          '<rect fill="url(#g)" clip-path="url( \'#c\' )" style="filter:url(#f)"/>',
      ),
    ],
    ['with a style sheet', drawing('<style><![CDATA[.a{fill:url(#g)} /* > */]]></style><rect class="a"/>')],
    ['with an image inside', drawing(`<image href="${PNG}"/>`)],
    ['with a font inside', drawing('<style>@font-face{src:url(data:font/woff2;base64,AAAA)}</style>')],
    ['with parts that are drawn again', drawing('<g id="a"><path/></g><use href="#a"/><use href="#a"/>')],
    ['with a link', drawing('<a href="https://example.com/"><text>Tom &amp; Jerry&#39;s</text></a>')],
    [
      'with what editors note of it',
      drawing(
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:li rdf:resource="http://creativecommons.org/"/></rdf:RDF></metadata>',
      ),
    ],
  ])('%s', async (_name, text) => {
    expect(await inspect(text)).toEqual(sound)
  })

  test('with fifty thousand shapes', async () => {
    expect(await inspect(drawing('<path d="M0 0L1 1"/>'.repeat(50_000)))).toEqual(sound)
  })

  test('with a path of megabytes', async () => {
    expect(await inspect(drawing(`<path d="${'L1.5 2.5 '.repeat(1_000_000)}"/>`))).toEqual(sound)
  })
})

describe('its size', () => {
  test.each([
    ['width="640" height="480"', [640, 480]],
    ['width="10cm" height="5cm"', [378, 189]],
    ['width="640px" height="480px" viewBox="0 0 1 1"', [640, 480]],
    // Without its own size, it gets a common size in its shape.
    ['viewBox="0 0 24 24"', [1024, 1024]],
    ['viewBox="-5,-5,20,10"', [1024, 512]],
    ['width="100%" height="100%" viewBox="0 0 50 100"', [512, 1024]],
    ['width="300" viewBox="0 0 30 10"', [300, 100]],
    ['height="300" viewBox="0 0 10 30"', [100, 300]],
    ['', [300, 150]],
    ['width="0" height="-4"', [300, 150]],
    ['width="NaN" height="1e999" viewBox="0 0 0 0"', [300, 150]],
    // Its bitmap is never larger than this.
    ['width="1000000" height="500000"', [4096, 2048]],
    ['width="1e9" height="1"', [4096, 1]],
    ['viewBox="0 0 1e30 1e30"', [1024, 1024]],
  ])('%s', async (attributes, [width, height]) => {
    expect(await inspect(drawing('', attributes))).toEqual({ format: 'svg', width, height })
  })
})

describe('what could do more than be shown is refused', () => {
  const laughs = Array.from({ length: 20 }, (_, index) =>
    index === 0 ? '<g id="l0"><path/></g>' : `<g id="l${index}">${`<use href="#l${index - 1}"/>`.repeat(2)}</g>`,
  ).join('')
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script in capitals', '<SCRIPT/>'],
    ['a script by another prefix', '<x:script xmlns:x="http://www.w3.org/2000/svg"/>'],
    ['a page within', '<foreignObject><p/></foreignObject>'],
    ['elements of HTML', '<h:img xmlns:h="http://www.w3.org/1999/xhtml"/>'],
    ['an event', '<rect onclick="alert(1)"/>'],
    ['an event by a prefix', '<rect x:onload="alert(1)" xmlns:x="urn:x"/>'],
    ['a link that runs', '<a href="javascript:alert(1)"/>'],
    [
      'a link that runs, written in another way',
      '<a xmlns:l="http://www.w3.org/1999/xlink" l:href="&#106;ava&#9;script:x"/>',
    ],
    ['a link that is set later', '<a><set attributeName="href" to="javascript:alert(1)"/></a>'],
    ['an image elsewhere', '<image href="https://example.com/a.png"/>'],
    ['an image without a scheme', '<image href="//example.com/a.png"/>'],
    ['a file beside it', '<image href="a.png"/>'],
    ['a part of another file', '<use href="https://example.com/a.svg#a"/>'],
    ['a drawing within an image', `<image href="data:image/svg+xml;base64,${btoa(drawing(''))}"/>`],
    ['a page within an image', '<image href="data:text/html,hello"/>'],
    ['a paint elsewhere', '<rect fill="url(https://example.com/a.svg#a)"/>'],
    ['a paint elsewhere, escaped', '<rect style="fill:\\75 rl(\'https://example.com/a\')"/>'],
    ['a style that loads', '<style>@import "https://example.com/a.css";</style>'],
    ['a style that loads, in pieces', '<style>@im<![CDATA[port "//example.com"]]></style>'],
    ['a style that loads an image', '<style>rect{background:image-set("https://example.com/a" 1x)}</style>'],
    ['a base', '<g xml:base="https://example.com/"/>'],
    ['a part that contains itself', '<g id="a"><use href="#a"/></g>'],
    ['two parts that contain each other', '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'],
    ['a million shapes by twenty lines', `${laughs}<use href="#l19"/>`],
    [
      'the same by patterns',
      laughs.replaceAll('<use href="#', '<rect fill="url(#').replaceAll('"/>', ')"/>').replaceAll('))', ')'),
    ],
    ['thousands of filters', '<filter id="f"/><rect filter="url(#f)"/>'.repeat(2_000)],
    ['too many shapes', '<path/>'.repeat(400_000)],
    ['too deep a nest', `${'<g>'.repeat(300)}${'</g>'.repeat(300)}`],
  ])('%s', async (_name, inner) => {
    expect(await inspect(drawing(inner))).toBe('unsafe')
  })

  test.each([
    ['entities', `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${drawing('<text>&b;</text>')}`],
    ['a style sheet beside it', `<?xml-stylesheet href="https://example.com/a.css"?>${drawing('')}`],
    ['a file of 20 MB', drawing(`<path d="${'0'.repeat(20_000_000)}"/>`)],
  ])('%s', async (_name, text) => {
    expect(await inspect(text)).toBe('unsafe')
  })

  test('an image inside with more pixels than can be decoded', async () => {
    const large = Buffer.from(samplePng)
    large.writeUInt32BE(100_000, 16)
    large.writeUInt32BE(100_000, 20)
    expect(await inspect(drawing(`<image href="data:image/png;base64,${large.toString('base64')}"/>`))).toBe(
      'too-many-pixels',
    )
  })
})

describe('what a browser would not draw is no image', () => {
  test.each([
    ['no drawing', '<html><svg/></html>', 'not-an-image'],
    ['a name that only begins so', `<svgx ${NAMESPACE}/>`, 'not-an-image'],
    ['no namespace', '<svg width="1" height="1"/>', 'malformed'],
    ['two roots', `${drawing('')}${drawing('')}`, 'malformed'],
    ['text behind it', `${drawing('')} and more`, 'malformed'],
    ['an unknown entity', drawing('<text>&nbsp;</text>'), 'malformed'],
    ['a prefix that nothing declares', drawing('<use xlink:href="#a"/>'), 'malformed'],
    ['tags that do not match', drawing('<g></b>'), 'malformed'],
    ['an attribute twice', drawing('<g x="1" x="2"/>'), 'malformed'],
    ['another encoding', `<?xml version="1.0" encoding="UTF-7"?>${drawing('')}`, 'malformed'],
    ['a declaration in the middle', ` <?xml version="1.0"?>${drawing('')}`, 'malformed'],
  ])('%s', async (_name, text, reason) => {
    expect(await inspect(text)).toBe(reason)
  })

  test('bytes that are not UTF-8', async () => {
    const [before, after] = drawing('<text>|</text>').split('|')
    expect(await inspect(Buffer.concat([Buffer.from(before!), Buffer.of(0xc3, 0x28), Buffer.from(after!)]))).toBe(
      'malformed',
    )
  })

  test('cut anywhere it is damaged, and nothing but damaged', async () => {
    const whole = drawing('<!-- a --><g id="a"><style><![CDATA[b{}]]></style><path d="M0"/></g><use href="#a"/>')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: `<svg ${NAMESPACE}`.length + 1, max: whole.length - 1 }), async (end) => {
        expect(['truncated', 'malformed']).toContain(await inspect(whole.slice(0, end)))
      }),
    )
  })

  test('rubbish is refused, quickly and without any other error', async () => {
    const alphabet = fc.constantFrom(
      '<',
      '>',
      '/',
      '"',
      "'",
      '=',
      '&',
      '#',
      '!',
      '-',
      '[',
      ']',
      '?',
      ' ',
      'a',
      'g',
      ':',
      'id',
      'use',
    )
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: alphabet, maxLength: 60 }), async (rubbish) => {
        const found = await inspect(drawing(rubbish))
        expect(typeof found === 'string' || found.format === 'svg').toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
