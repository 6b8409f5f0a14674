// Faults of the services: the ones that make images and texts, and Vercel Blob.

export const serviceFaults = [
  {
    title: 'C. Provider',
    rows: [
      ['C01', 'DNS, refused, TLS', 'not billed; visible automatic retry allowed'],
      ['C02', 'reset after sending', 'U'],
      ['C03', 'no headers, ever', 'one deadline, U'],
      ['C04', 'one byte a second', 'idle deadline; spool kept'],
      ['C05', 'body cut inside base64', 'spool kept; “response saved”'],
      ['C06', 'malformed JSON', 'images salvaged where possible, else raw kept'],
      ['C07', '200 with HTML or nothing', 'not a success; message names a proxy or gateway'],
      ['C08', 'no data, missing or fewer images', 'keeps what is there, says what is missing'],
      ['C09', 'wrong base64, data: prefix, not an image', 'prefix accepted; else raw kept, clear error'],
      ['C10', 'truncated image, pixel bomb, active SVG or HTML', 'never served; raw kept'],
      ['C11', '500 MB body', 'stopped at the cap, memory flat'],
      ['C12', 'third of four images broken', 'three stored, one failure'],
      [
        'C13',
        '429 with Retry-After (seconds, date, absurd)',
        'honored within a limit, countdown shown, survives restart',
      ],
      ['C14', 'quota or hard limit', 'not billed, no retry, link to the provider’s billing'],
      ['C15', '401, 403', 'settings offered; the key is in no message'],
      ['C16', 'refused by moderation', 'reason shown; edit prompt'],
      ['C17', '500, 502, 503, 504', 'U'],
      ['C18', 'redirect to another host or http', 'refused; the key is not forwarded'],
      [
        'C19',
        'result given as URL (also relative, also data:)',
        'fetched and stored before it expires; private addresses refused',
      ],
      ['C20', 'canceled, answer arrives anyway', 'kept, marked “arrived after Stop”'],
      ['C22', 'answer after 6 minutes', 'succeeds'],
    ],
  },
  {
    title: 'D. Blob',
    rows: [
      [
        'D01',
        'unreachable for days',
        'everything usable; outbox waits',
        {
          tests: [
            'a failing upload never hides the image, and a retry by hand completes it',
            'orders left over from the last session are uploaded at the next start',
          ],
        },
      ],
      [
        'D02',
        '500 or reset, forever',
        'own back-off with jitter; bounded',
        { tests: ['wait longer and longer, up to a quarter of an hour, and never give up'] },
      ],
      [
        'D03',
        'stalled upload',
        'aborted at a deadline; slot freed',
        { tests: ['a stalled upload is aborted at its deadline'] },
      ],
      [
        'D04',
        'already exists',
        'success',
        { tests: ['an upload succeeds when the store forbids overwriting and already has the image'] },
      ],
      [
        'D05',
        '403, revoked, suspended',
        'paused once with one message',
        {
          tests: ['a refused token pauses the upload until the account changes'],
        },
      ],
      ['D06', '429', 'Retry-After honored', { tests: ['a busy store says how long to wait, and Easel waits'] }],
      [
        'D07',
        'junk answer',
        'not recorded as uploaded',
        {
          tests: [
            'an answer that makes no sense does not count as an upload',
            'a junk answer is not taken for an upload',
          ],
        },
      ],
    ],
  },
  {
    title: 'J. Jobs that live at a service',
    rows: [
      [
        'J01',
        'killed before the handle is durable',
        'U; not submitted again',
        { tests: ['A05 killed before the handle of the job is durable'] },
      ],
      [
        'J02',
        'killed after the handle is durable, between two questions',
        'goes on at the next start; paid once',
        { tests: ['A05 killed while the job is'] },
      ],
      [
        'J03',
        'killed after the result is announced, before it is fetched',
        'fetched at the next start; paid once',
        { tests: ['A05 killed before the result of a job that is done was fetched'] },
      ],
      ['J04', 'result expired', 'told so, with what it cost if that is known; not made again'],
      ['J05', 'position in the queue that goes up', 'shown as it is; the job goes on'],
      [
        'J06',
        'cancel refused or too late',
        'the image that comes is kept; else U',
        { tests: ['too late keeps the image', 'while it is made may have been charged where no result comes'] },
      ],
      ['J07', 'service down for an hour', 'asked more and more rarely; the image arrives; paid once'],
      ['J08', 'two jobs at once', 'both resumed, each with its sum'],
      ['J09', 'resumed on a machine without the key', 'U; nothing sent'],
      ['J10', 'resumed with the clock moved', 'the job goes on; paid once'],
      [
        'J11',
        'result changed: another file at the second fetch, or another than was announced',
        'what arrives is kept as what it is, and what arrived before stays; paid once',
      ],
    ],
  },
  {
    title: 'K. Every service, through its own adapter and wire format',
    rows: [
      [
        'K01',
        'an answer arrives whole',
        'one paid call, announced before it left; read again from what was kept without another',
        {
          tests: [
            'arrives whole, by one paid call that was announced before it left',
            'is read again from what was kept',
          ],
        },
      ],
      ['K02', 'stopped before it left', 'not sent', { tests: ['that was stopped before it left is not sent'] }],
      [
        'K03',
        'stopped while the service is silent, or in mid-answer',
        'U',
        { tests: ['ends when it is stopped while the service is silent', 'ends when it is stopped in the middle of'] },
      ],
      [
        'K04',
        'refused with any status from 400 to 524',
        'a failure with the right verdict, one POST, no key in it',
        { tests: ['refused with 400 ends in a failure', 'refused with 524 ends in a failure'] },
      ],
      [
        'K05',
        'a web page, nothing, half of a JSON or rubbish in place of an answer',
        'a clear failure; U',
        {
          tests: ['answered with a web page ends in a clear failure', 'answered with rubbish ends in a clear failure'],
        },
      ],
      ['K06', 'redirected', 'refused; the key goes nowhere else', { tests: ['that is redirected is refused'] }],
      [
        'K07',
        'reset after sending',
        'U; not sent again',
        { tests: ['whose connection is reset after it was sent may have been charged'] },
      ],
      [
        'K08',
        'cut in its body',
        'U; every byte that came is kept',
        { tests: ['of its body keeps every byte that came'] },
      ],
      ['K09', 'stalls', 'given up in time; U', { tests: ['is given up in time, and may have been charged'] }],
      ['K10', 'larger than any answer', 'cut off; U', { tests: ['larger than any answer is cut off'] }],
      ['K11', 'no connection', 'not billed', { tests: ['that cannot connect costs nothing'] }],
      ['K12', 'no usable key', 'never announced', { tests: ['without a usable key is never announced'] }],
      [
        'K13',
        'unknown fields, events and content types',
        'read around',
        {
          tests: ['is read under any content type', 'is read around fields and events that this version does not know'],
        },
      ],
      [
        'K14',
        'killed in mid-answer',
        'what is left is read without another call; U',
        { tests: ['of which a kill left a share of'] },
      ],
      [
        'K15',
        'killed once the handle of a job is durable',
        'goes on by it, without a paid call',
        { tests: ['a job whose handle is durable goes on after a kill'] },
      ],
      [
        'K16',
        'images that go along, there or gone from the disk',
        'sent byte for byte; nothing leaves without them',
        {
          tests: [
            'images that go along are read before anything leaves',
            'images that go along and are gone from the disk',
          ],
        },
      ],
    ],
  },
]
