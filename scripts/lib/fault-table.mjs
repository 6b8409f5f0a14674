// The faults that Easel promises to survive, and the promises behind them. A row is proven by the tests whose names
// contain its id; `tests` names further ones that prove it too. `notYet` says why a row without a passing test isn't
// promised yet; without it such a row is an error. `notShown` says what a row's tests leave open.

export const promises = [
  {
    promise:
      'Once the provider’s bytes reach this computer they are never lost: not by reload, crash, kill -9 at any step, failed upload, full disk (within the reserve) or restart.',
    tests: [
      'nothing that had arrived is lost, nothing is paid twice, and no answer is left spinning',
      'any history of sending, stopping, killing and failing ends with nothing lost and nothing paid twice',
      'a kill after the whole answer, before the page knew, loses nothing',
    ],
  },
  {
    promise:
      'A user is never billed twice without a click: no automatic second POST after a request may have reached the provider.',
    tests: [
      'C02 a reset after sending',
      'C17 after a 500',
      'a reset of a kept connection is not answered with a second request',
    ],
  },
  {
    promise:
      'If the app dies while an image is being made, the next start says so: prompt, time, request id, “may have been billed”.',
    tests: [
      'A06 killed in mid-answer',
      'a kill while OpenAI works is told at the next start, with nothing sent twice',
      'what may have been billed names the prompt, the time and the request id',
    ],
  },
  {
    promise: 'The page’s whole database can be deleted and is rebuilt from disk.',
    tests: ['the whole database can be deleted and is rebuilt: chats, order, titles, images, drafts'],
    rows: ['E04'],
  },
  {
    promise: 'A finished image is visible without network and without Blob.',
    tests: [
      'a finished conversation is whole after a restart without any network',
      'the file on disk is the store, and nothing is uploaded',
    ],
  },
  {
    promise:
      'Keys never enter the page, logs, exports, crash dumps or child environments; a changed base URL needs the key again.',
    tests: [
      'a key that was entered works at once and can never be read again',
      'keys from the environment are named as such, and not handed to child processes',
      'a changed server address never gets the key of another',
    ],
  },
  {
    promise:
      'Nothing a model writes can run code, open a window or leave the app, except an https link that the user clicks.',
    tests: ['nothing in an answer is alive', 'nothing leads away from the page'],
  },
  {
    promise: 'No migration without a verified backup; an older app refuses newer data instead of damaging it.',
    tests: [
      'a database of a newer Easel is refused and left as it is',
      'one that is a version newer is left as it is',
      'killed at any file call of the first start, everything is there at the next one',
      'on a disk without room for the copy nothing is changed',
    ],
    rows: ['E13'],
  },
  {
    promise: 'No telemetry.',
    tests: ['without a key the Demo Image is chosen, and draws with previews and without any network'],
  },
]

const notShown = {
  B08: 'a whole minute; the page is blocked while 30,000 words and an image arrive',
  B12: 'the gallery, which is not built yet',
  E04: 'Chromium’s own deletion, which no disk that a test can mount causes; the test deletes the files instead',
  H08: 'import, which is not built yet',
}

export const sections = [
  {
    title: 'A. kill -9 of main',
    rows: [
      ['A01', 'before the run record is durable', 'no run; the prompt is still in the composer; 0 POST'],
      ['A02', 'record written, not sent', 'offered as not sent; 0 POST until a click'],
      ['A03', 'marked sent, before connecting', 'U'],
      ['A04', 'request half sent', 'U'],
      ['A05', 'waiting for headers', 'U, or fetched by id where possible'],
      ['A06', 'body half received', 'part kept, U, last preview kept as salvage'],
      ['A07', 'body complete, not synced', 'image appears at next start'],
      ['A08', 'received, not decoded', 'decoded at start; 0 POST'],
      ['A09', 'temp file written, not renamed', 'redone from the spool; temp swept'],
      ['A10', 'renamed, not recorded', 'adopted once'],
      ['A11', 'stored, not uploaded', 'shown; upload resumes'],
      ['A12', 'uploaded, answer lost', 'one blob, URL recorded'],
      ['A13', 'uploaded, page not told', 'page learns at next start'],
      ['A14', 'during compaction of archive or ledger', 'old or new, never neither'],
      ['A15', 'during a settings write', 'previous settings and keys intact'],
      ['A16', '20 kills in a row during recovery', 'same final state'],
      ['A17', 'during an export or a backup', 'the half file is deleted at the next start'],
    ],
  },
  {
    title: 'B. Page and windows',
    rows: [
      [
        'B01',
        'reload between placeholder and done',
        'elapsed time, last preview, then done; same id',
        { tests: ['a reload in mid-run keeps the placeholder and pays once'] },
      ],
      [
        'B02',
        'renderer crash',
        'reloaded (at most 3 times a minute, then a recovery page); the run goes on',
        { tests: ['a crash of the page in mid-run loses nothing and pays once'] },
      ],
      [
        'B03',
        'reload while main reports done',
        'applied once',
        {
          tests: [
            'an answer that ends while the page is away is there when it is back',
            'a snapshot applied twice changes nothing',
          ],
        },
      ],
      [
        'B04',
        'crash after the Dexie commit, before acknowledging',
        'second application changes nothing',
        { tests: ['an answer that was written but not acknowledged is acknowledged by the next page'] },
      ],
      [
        'B05',
        'two windows on one chat',
        'both converge; one run; one commit',
        { tests: ['a running answer of another window appears in the chat that is open here'] },
      ],
      [
        'B06',
        'second instance',
        'refused; first focused',
        { tests: ['a second instance is refused, and the first comes to the front'] },
      ],
      [
        'B07',
        'all windows closed',
        'run finishes, or quitting asks',
        {
          tests: [
            'closing the last window asks the same, once, however often it is closed',
            '"Finish in the background" closes the window, and ends the app when the image is stored and uploaded',
          ],
        },
      ],
      ['B08', 'page hangs 60 s', 'bounded memory; no loss'],
      [
        'B09',
        'placeholder without a run in main',
        '“interrupted”, never an endless spinner',
        {
          tests: [
            'a placeholder without a run becomes a failure',
            'a kill of several runs at once leaves none of them spinning',
          ],
        },
      ],
      [
        'B10',
        'duplicate, reordered snapshots',
        'same state',
        {
          tests: [
            'any repetition and order of snapshots ends in the same rows',
            'an older snapshot never overwrites a newer one',
          ],
        },
      ],
      [
        'B12',
        'chat deleted during a run',
        'image kept in the gallery; chat not resurrected',
        { tests: ['a deleted chat is not resurrected'] },
      ],
    ],
  },
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
    title: 'E. Disk',
    rows: [
      [
        'E01',
        'full before sending',
        'refused before paying',
        { tests: ['nothing is sent, and so nothing paid, when the disk has no room for the answer'] },
      ],
      ['E02', 'full while the body arrives', 'reserve file freed, body lands'],
      ['E03', 'full at rename or append', 'no half record; retried when there is space'],
      ['E04', 'IndexedDB wiped by a full disk', 'rebuilt; 0 images lost'],
      ['E05', 'quota (-122), read-only, I/O error', 'recognized; explained'],
      [
        'E07',
        'torn last or middle line in a log',
        'only that record lost, reported',
        {
          tests: [
            'a torn last line costs only that line, and the next entry is intact',
            'a flipped bit in the middle costs only its line',
          ],
        },
      ],
      ['E08', 'log empty or missing', 'rebuilt from objects and the previous snapshot'],
      [
        'E09',
        'bit flip in an image file',
        'noticed on read; downloaded again from Blob or marked',
        { tests: ['a damaged image comes back from Blob, byte for byte'] },
      ],
      [
        'E10',
        'settings broken',
        'defaults; broken file set aside; keys kept',
        {
          tests: [
            'a settings file full of rubbish is set aside, said, and the app works',
            'full of rubbish is set aside, and the keys stay',
          ],
        },
      ],
      [
        'E13',
        'data written by a newer app',
        'read-only, explained',
        { tests: ['a database of a newer Easel is refused and left as it is'] },
      ],
      [
        'E14',
        '50,000 images',
        'start under 3 s',
        {
          notShown:
            'the seconds, which depend on the machine: `npm run bench -- --only scale` measured 0.06 s more than with an empty profile to the first character, 0.5 s to the list of chats',
        },
      ],
    ],
  },
  {
    title: 'F. IndexedDB',
    rows: [
      ['F01', 'database does not open', 'retried, then rebuilt from main'],
      [
        'F02',
        'quota in mid-transaction',
        'not acknowledged; applied again',
        {
          tests: [
            'a full disk leaves the screen alone, and the answer is written and acknowledged once there is space',
          ],
        },
      ],
      [
        'F04',
        'upgrade blocked by a window',
        'reported within 5 s; no hang',
        { tests: ['an upgrade blocked by another window is reported'] },
      ],
      [
        'F06',
        'older app, newer database',
        'refused',
        { tests: ['a database of a newer Easel is refused and left as it is'] },
      ],
    ],
  },
  {
    title: 'G. Time, power, network',
    rows: [
      ['G01', 'sleep for hours in mid-request', 'socket judged dead; U; no second POST'],
      ['G03', 'network flaps', 'no storm'],
      ['G04', 'clock jumps', 'order by sequence; deadlines by monotonic clock'],
      ['G05', 'SIGTERM, log-off', 'clean within 2 s; nothing depends on it'],
      [
        'G06',
        'laptop lid closed in mid-answer',
        'dead socket given up soon after waking; U; no second POST; a live one brings its answer',
      ],
    ],
  },
  {
    title: 'H. Security',
    rows: [
      [
        'H01',
        'IPC from a subframe, another origin, no frame',
        'rejected',
        { tests: ['requests from any frame but our own page are refused'] },
      ],
      [
        'H02',
        '10^5 random IPC payloads',
        'no crash, no effect',
        { tests: ['unknown, malformed and hostile requests do nothing'] },
      ],
      [
        'H03',
        'traversal, NUL, %2f, symlink on image ids',
        '404',
        { tests: ['anything else is not found', 'an image is found by its hash and nothing else'] },
      ],
      [
        'H04',
        'XSS corpus in answers, prompts, file names, errors; streamed and stored',
        'inert',
        {
          tests: [
            'nothing in an answer is alive',
            'a prompt with markup, quotes and other scripts is shown and sent as it was typed',
          ],
        },
      ],
      [
        'H05',
        'evil link schemes by click, middle click, redirect',
        'never reach the shell',
        { tests: ['nothing leads away from the page', 'links.open hands only https and mailto to the system'] },
      ],
      [
        'H06',
        'canary key',
        'found nowhere',
        {
          tests: [
            'a key that was entered works at once and can never be read again',
            'keys from the environment are named as such, and not handed to child processes',
          ],
        },
      ],
      [
        'H07',
        'provider error that echoes the key',
        'redacted on screen and in logs',
        {
          tests: [
            'C15 a wrong key',
            'a rejected key is told in plain words',
            'a registered key is removed whatever its shape',
          ],
        },
      ],
      [
        'H08',
        'base URL changed (also by import)',
        'key withheld until entered again',
        {
          tests: [
            'are withheld from another server until entered again',
            'a changed server address never gets the key of another',
          ],
        },
      ],
      [
        'H09',
        'import archive: zip-slip, bomb, 10^6 entries, `__proto__`',
        'refused; nothing written',
        { notYet: 'There is no import yet.' },
      ],
      [
        'H10',
        'keyring weak, missing, undecryptable',
        'consent, session only, ask again; never a crash',
        {
          tests: [
            'without a system store are kept for the session only, and never on disk',
            'that the system store can no longer decrypt ask to be entered again',
            'encrypted with a key that everybody knows is not written',
          ],
        },
      ],
      [
        'H12',
        '`javascript:` or foreign Blob URL in a record',
        'not loaded',
        { tests: ['the policy holds: no evaluated text, no inline script, no foreign image or connection'] },
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
  {
    title: 'L. Upgrade',
    rows: [
      [
        'L01',
        'killed at any file call of the first start',
        'everything is there at the next one',
        { tests: ['killed at any file call of the first start, everything is there at the next one'] },
      ],
      [
        'L02',
        'disk full at the first start',
        'everything is there once there is room',
        { tests: ['on a disk that is full at the first start, everything is there once it has room'] },
      ],
      [
        'L03',
        'no room for the copy',
        'nothing is changed; said',
        {
          tests: [
            'on a disk without room for the copy nothing is changed',
            'is left as it is where it cannot be copied aside',
          ],
        },
      ],
      [
        'L04',
        'an older Easel started afterwards',
        'leaves everything alone; said',
        {
          tests: [
            'one that is a version newer is left as it is',
            'a profile of a newer version is left alone, and that is said',
          ],
        },
      ],
      [
        'L05',
        'a migration that ended in the middle',
        'goes on at the next start; the old files stay copied',
        { tests: ['a migration that ended in the middle goes on at the next start'] },
      ],
      [
        'L06',
        'IndexedDB deleted before the first start',
        'the same from the archive alone',
        { tests: ['opens the same from the archive alone', 'opens with the same from the archive alone'] },
      ],
      [
        'L07',
        'put back to an older version, used, and upgraded again',
        'copied again',
        { tests: ['a profile that was put back and used is copied again at its next upgrade'] },
      ],
    ],
  },
  {
    title: 'M. Batches',
    rows: [
      [
        'M01',
        'kill -9 at any file call of a batch',
        'no cell paid for twice; nothing goes on by itself; Resume makes the rest',
      ],
      ['M02', 'a cell’s end not written down, or its record damaged', 'not made again by itself'],
      ['M03', 'a cap in the middle', 'pauses before the cell that would exceed it; goes on once there is room'],
      ['M04', 'the service asks to wait, or refuses the key', 'nothing more is started; each countdown is shown'],
      ['M05', 'any history of pausing, resuming and killing', 'each cell sent at most once'],
      [
        'M06',
        'its chat deleted for good',
        'nothing of it left; nothing started',
        { tests: ['a batch whose chat is deleted for good leaves nothing, and starts nothing more'] },
      ],
      [
        'M07',
        'a kill of the whole app while a batch is made',
        'the next start says what may have been billed; Resume makes the rest; each paid once',
        { tests: ['a batch that is killed waits for Resume, pays for no image twice'] },
      ],
    ],
  },
].map(({ title, rows }) => ({
  title,
  rows: rows.map(([id, when, expected, more = {}]) => ({
    id,
    when,
    expected,
    tests: [],
    notShown: notShown[id],
    ...more,
  })),
}))
