// What Easel promises about paid images and money, and the tests that prove each promise.

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
