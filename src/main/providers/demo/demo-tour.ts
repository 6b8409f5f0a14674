/** What the demo text model has to say: a tour of Easel in Markdown, the part that was asked about first. */

interface Section {
  /** Words of a question that ask for this section. */
  readonly words: readonly string[]
  readonly text: string
}

const GREETING = `Hello! I am **Demo Text**, a small guide that lives inside Easel. I am not an AI: I work offline, \
without a key, and cost nothing.`

const SECTIONS: readonly Section[] = [
  {
    words: ['easel', 'help', 'start', 'tour', 'about'],
    text: `## What Easel is

Easel is a desktop chat client in which **pictures are first-class answers**. Write a prompt, choose a model, and the \
answer appears right here: first as a placeholder in the shape of the picture, then sharper with every preview, and at \
last as a file that is yours.

1. Choose **Demo Image** from the model list beside the message box.
2. Write something like *a lighthouse at dusk* and press Enter.
3. Watch it develop. Demo pictures are landscapes drawn by a procedure, so you can try everything before you add a key.`,
  },
  {
    words: [
      'key',
      'keys',
      'openai',
      'provider',
      'providers',
      'api',
      'account',
      'setup',
      'settings',
      'connect',
      'base',
      'url',
    ],
    text: `## Adding an OpenAI key

Open **Settings → Providers**, paste your key into *OpenAI API key*, and press **Save**. The **Test** button tells you \
in plain words whether it works. Keys are kept encrypted by the operating system; where it offers no such thing, Easel \
forgets them when it quits.

A server of your own that speaks OpenAI's language works too: put its address into *OpenAI base URL*. Environment \
variables are used when Settings have nothing:

\`\`\`sh
export OPENAI_API_KEY="your key"
export OPENAI_BASE_URL="http://localhost:8080/v1"   # only for your own server
\`\`\``,
  },
  {
    words: [
      'model',
      'models',
      'image',
      'images',
      'picture',
      'pictures',
      'draw',
      'photo',
      'size',
      'sizes',
      'quality',
      'which',
    ],
    text: `## Image models

| Model | Good for | Needs a key |
| --- | --- | :---: |
| Demo Image | trying Easel, working offline | no |
| GPT Image (recommended) | everyday pictures, fast and affordable | yes |
| GPT Image 2.5 Sunburst | fine detail, text inside pictures | yes |

**Image options** beside the message box sets size, quality, format and the number of images. Only what the chosen \
model can really do is offered.`,
  },
  {
    words: [
      'cost',
      'costs',
      'price',
      'prices',
      'money',
      'pay',
      'paid',
      'bill',
      'billed',
      'charge',
      'expensive',
      'cheap',
      'budget',
      'free',
      'much',
      'dollar',
      'dollars',
    ],
    text: `## What it costs

You pay your provider directly; Easel adds nothing. Beside **Send** you see an estimate before you spend anything, and \
under every finished answer what it really cost, as the provider counted it.

When something fails, Easel says what that means for your money: *not charged*, *charged*, or *possibly charged* where \
only the provider knows. It **never repeats a paid request by itself**.`,
  },
  {
    words: [
      'file',
      'files',
      'where',
      'save',
      'saved',
      'store',
      'stored',
      'storage',
      'folder',
      'disk',
      'blob',
      'vercel',
      'upload',
      'backup',
      'lost',
      'export',
      'download',
    ],
    text: `## Where your files lie

Every picture is saved to your disk **before** it is shown, in the folder *objects* of Easel's profile. A crash, a \
reload or a lost connection cannot take it away again.

If you add a Vercel Blob token under **Settings → Storage**, each picture is also uploaded in the background. A small \
badge shows how that goes, and a failed upload never touches the picture itself.`,
  },
  {
    words: ['stop', 'cancel', 'retry', 'fail', 'failed', 'error', 'again', 'wrong', 'slow', 'crash'],
    text: `## Stop and Retry

- **Stop** ends a running answer. What had already arrived is kept.
- **Retry** asks once more, and only when you press it: a paid request is never repeated behind your back.
- **Edit prompt** puts your words back into the message box.

If Easel is closed in the middle of an answer, it tells you at the next start what became of it.`,
  },
]

const CLOSING = `---

Ask me about *keys*, *models*, *costs*, *files* or *Stop*. Or choose **Demo Image** and let it draw something.`

/** A question that names no topic gets the whole tour. */
export function tourFor(question: string): string {
  const words = new Set(question.toLowerCase().match(/\p{L}+/gu))
  const matches = SECTIONS.map((section) => section.words.filter((word) => words.has(word)).length)
  const most = Math.max(...matches)
  // "What does it cost?" also contains "what": only the sections that match best are the answer.
  const asked = most === 0 ? SECTIONS : SECTIONS.filter((_, index) => matches[index] === most)
  const isTour = most === 0 || asked[0] === SECTIONS[0]
  return [GREETING, ...(isTour ? SECTIONS : asked).map(({ text }) => text), CLOSING].join('\n\n')
}
