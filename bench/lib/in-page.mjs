// Functions that run inside the measured pages. They're sent there as text and may only use each other. "Painted" means
// the first task after the work of an animation frame: by then the frame has been drawn, and nothing else has run.

/* oxlint-disable no-undef -- the browser's globals, there when it runs */

function pageTime() {
  return performance.timeOrigin + performance.now()
}

/**
 * Calls `look` in every animation frame until it returns something. Resolves with the time at which that frame was
 * painted.
 */
function paintedWhen(look) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    let found
    port1.addEventListener('message', () => resolve({ found, paintedAt: pageTime() }))
    port1.start()
    const frame = () => {
      found = look()
      if (found) port2.postMessage(undefined)
      else requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
}

function messageBox() {
  return document.querySelector('textarea[aria-label="Message"]')
}

function isInView(element) {
  const { top, bottom, width, height } = element.getBoundingClientRect()
  return width > 0 && height > 0 && bottom > 0 && top < innerHeight
}

/** Waits for the message box, focuses it, and gets ready for `acceptance`. */
async function awaitMessageBox() {
  const box =
    messageBox() ??
    (await new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        const found = messageBox()
        if (!found) return
        observer.disconnect()
        resolve(found)
      })
      observer.observe(document, { childList: true, subtree: true })
    }))
  if (document.activeElement !== box) box.focus()
  expectLetter()
}

/** When the app was drawn, with the model that answers. */
async function appDrawn() {
  await appeared(() => document.querySelector('button[aria-label^="Model: "]'))
  return (await paintedWhen(() => true)).paintedAt
}

/** Watches from here on for the next letter, in whatever message box is there by then. */
function expectLetter() {
  const before = messageBox().value.length
  globalThis.benchAcceptance = new Promise((resolve) => {
    document.addEventListener('input', async function listen() {
      const { paintedAt } = await paintedWhen(() => true)
      if ((messageBox()?.value.length ?? 0) <= before) return
      document.removeEventListener('input', listen)
      resolve({ paintedAt, length: before + 1 })
    })
  })
}

/** When the letter was accepted. Nothing if it wasn't in time. */
function acceptance(patienceMs) {
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs))
  return Promise.race([globalThis.benchAcceptance, late])
}

function messageLength() {
  return messageBox()?.value.length ?? 0
}

/** What is written next takes the place of what is in the message box. */
function selectMessage() {
  messageBox().select()
}

/** Prepares `placeholder`: records when Enter is pressed, and the frame that shows the placeholder. */
function expectPlaceholder() {
  let pressedAt
  addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter') pressedAt = performance.timeOrigin + event.timeStamp
    },
    { capture: true, once: true },
  )
  const running = 'article[data-status="streaming"] [role="status"][aria-label="Generating image"]'
  const shown = paintedWhen(() => {
    const element = document.querySelector(running)
    return pressedAt !== undefined && element !== null && isInView(element)
  })
  globalThis.benchPlaceholder = shown.then(({ paintedAt }) => paintedAt - pressedAt)
}

function placeholder() {
  return globalThis.benchPlaceholder
}

/** Prepares `image`: the first frame in which the finished image is visible, however faintly. */
function expectImage(name) {
  globalThis.benchImage = paintedWhen(() => {
    const image = document.querySelector(`article[data-status="done"] img[alt="${CSS.escape(name)}"]`)
    return image?.complete && image.naturalWidth > 0 && getComputedStyle(image).opacity > 0 && isInView(image)
  }).then(({ paintedAt }) => paintedAt)
}

function image() {
  return globalThis.benchImage
}

/**
 * Counts the rows of the page's databases and the image bytes in them: bytes, or texts too long to be anything else.
 */
async function databaseRows(longestText) {
  const weigh = (value) => {
    if (typeof value === 'string') return value.length > longestText ? value.length : 0
    if (value === null || typeof value !== 'object') return 0
    if (value instanceof Blob) return value.size
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength
    return Object.values(value).reduce((sum, member) => sum + weigh(member), 0)
  }
  const settle = (request) =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })
  const found = { count: 0, imageBytes: 0 }
  for (const { name } of await indexedDB.databases()) {
    const database = await settle(indexedDB.open(name))
    for (const store of database.objectStoreNames) {
      const rows = await settle(database.transaction(store).objectStore(store).getAll())
      found.count += rows.length
      found.imageBytes += rows.reduce((sum, row) => sum + weigh(row), 0)
    }
    database.close()
  }
  return found
}

/** When the list of chats was painted, or the line that says there are none. */
async function chatsPainted() {
  const { paintedAt } = await paintedWhen(() => document.querySelector('nav section li, nav p') !== null)
  return paintedAt
}

/** Opens a chat of the list and returns how long it took until one of its messages was painted. */
async function openChatNumber(number) {
  const chat = document.querySelectorAll('nav section li')[number].querySelector('[role="link"], a, button')
  const clickedAt = pageTime()
  chat.click()
  const { paintedAt } = await paintedWhen(() => [...document.querySelectorAll('article')].some(isInView))
  return paintedAt - clickedAt
}

/** Types a query into the search box at once. Resolves with how long it takes until all results are painted. */
async function timeSearch(query) {
  const box = document.querySelector('input[type="search"][aria-label="Search chats"]')
  box.focus()
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  set.call(box, query)
  const typedAt = pageTime()
  box.dispatchEvent(new Event('input', { bubbles: true }))
  const { paintedAt } = await paintedWhen(() =>
    document.querySelector('[aria-label="Search results"][aria-busy="false"] li'),
  )
  return paintedAt - typedAt
}

/** Records the longest time between two animation frames until `longestFrame` is called. */
function watchFrames() {
  globalThis.benchLongestFrame = 0
  let before = performance.now()
  const frame = (at) => {
    globalThis.benchLongestFrame = Math.max(globalThis.benchLongestFrame, at - before)
    before = at
    if (globalThis.benchLongestFrame !== undefined) requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}

function longestFrame() {
  const longest = globalThis.benchLongestFrame
  globalThis.benchLongestFrame = undefined
  return longest
}

function shownImageOfGallery() {
  return [...document.querySelectorAll('[role="gridcell"] img')].find(
    (image) => image.complete && image.naturalWidth > 0 && isInView(image),
  )
}

/** Opens the gallery: how long until an image of it was painted, and until all of it had been read. */
async function openGallery() {
  const button = [...document.querySelectorAll('nav button')].find(({ textContent }) =>
    textContent.startsWith('Gallery'),
  )
  const clickedAt = pageTime()
  // Work in the background waits for the user.
  button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  button.click()
  const { paintedAt } = await paintedWhen(shownImageOfGallery)
  const whole = await paintedWhen(() =>
    /^[\d,]+ images?$/.test(document.querySelector('section [role="status"]').textContent),
  )
  return { open: paintedAt - clickedAt, whole: whole.paintedAt - clickedAt }
}

/** Jumps to the last image, as the scroll bar does, and returns how long until it was painted. */
async function scrollGalleryToEnd() {
  const scroller = document.querySelector('[role="grid"]').parentElement
  const startedAt = pageTime()
  scroller.scrollTop = scroller.scrollHeight
  await paintedWhen(() => document.querySelectorAll('[role="row"]').length > 0)
  const { paintedAt } = await paintedWhen(shownImageOfGallery)
  return paintedAt - startedAt
}

/** Opens a chat by its title and returns how long it took until one of its messages was painted. */
async function openChatNamed(title) {
  const link = [...document.querySelectorAll('nav section li [role="link"], nav section li a')].find((element) =>
    element.textContent.includes(title),
  )
  const before = document.querySelector('article')
  const clickedAt = pageTime()
  link.click()
  const { paintedAt } = await paintedWhen(() =>
    [...document.querySelectorAll('article')].some((article) => article !== before && isInView(article)),
  )
  return paintedAt - clickedAt
}

/** Gets a bare page ready to show images or texts, newest last, in a box that scrolls. */
function prepareBare(kind, content) {
  const main = document.querySelector('main')
  main.style.cssText = 'height: 600px; overflow-y: scroll'
  main.dataset.container = ''
  globalThis.benchBare = () => {
    const articles = content.map((each) => {
      const article = document.createElement('article')
      article.style.cssText = 'width: 640px; margin: 12px auto; white-space: pre-wrap'
      if (kind === 'images') {
        const image = document.createElement('img')
        image.src = each
        image.loading = 'lazy'
        image.width = 512
        image.height = 512
        article.append(image)
      } else article.textContent = each
      return article
    })
    main.replaceChildren(...articles)
    main.scrollTop = main.scrollHeight
  }
}

async function openBare() {
  const clickedAt = pageTime()
  globalThis.benchBare()
  const { paintedAt } = await paintedWhen(() => [...document.querySelectorAll('article')].some(isInView))
  return paintedAt - clickedAt
}

function scrollingBox() {
  return document.querySelector('main [data-container]') ?? document.querySelector('main[data-container]')
}

/**
 * Follows an article from frame to frame, until `scrolled` is called: how far what is seen moves, and how often the wrong
 * way. Counts frames, long ones, and those without any message in the view.
 */
function watchScrolling() {
  const box = scrollingBox()
  const view = box.getBoundingClientRect()
  const inBox = (element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > view.top && top < view.bottom
  }
  const seen = { frames: 0, long: 0, worst: 0, blank: 0, travelled: 0, jumped: 0, isWatching: true }
  globalThis.benchScrolling = seen
  let before = performance.now()
  let followed
  let lastTop
  const frame = (at) => {
    if (!seen.isWatching) return
    seen.frames += 1
    seen.worst = Math.max(seen.worst, at - before)
    if (at - before > 50) seen.long += 1
    before = at
    if (followed?.isConnected) {
      const moved = followed.getBoundingClientRect().top - lastTop
      seen.travelled += Math.abs(moved)
      if (moved < -1) seen.jumped += -moved
    }
    followed = [...box.querySelectorAll('article')].find(inBox)
    if (!followed) seen.blank += 1
    lastTop = followed?.getBoundingClientRect().top
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}

function isAtTop() {
  return scrollingBox().scrollTop <= 0
}

function scrolled() {
  const seen = globalThis.benchScrolling
  seen.isWatching = false
  return { ...seen, height: scrollingBox().scrollHeight }
}

function countNodes() {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL)
  let nodes = 0
  while (walker.nextNode()) nodes += 1
  return { elements: document.querySelectorAll('*').length, nodes }
}

/** Records for every key how long it takes until the task after its frame. */
function watchTyping() {
  globalThis.benchTyping = []
  messageBox().focus()
  messageBox().addEventListener('keydown', (event) => {
    const pressedAt = performance.timeOrigin + event.timeStamp
    void paintedWhen(() => true).then(({ paintedAt }) => globalThis.benchTyping.push(paintedAt - pressedAt))
  })
}

function typed() {
  return globalThis.benchTyping
}

/** When the page's database has every row of main's archive. Checks rarely, so that checking costs nothing. */
async function databaseWhole(patienceMs) {
  const settle = (request) =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })
  const isWhole = async () => {
    const known = await indexedDB.databases()
    if (!known.some(({ name }) => name === 'easel-sync')) return false
    const database = await settle(indexedDB.open('easel-sync'))
    const hasMarks = database.objectStoreNames.contains('marks')
    const mark = hasMarks && (await settle(database.transaction('marks').objectStore('marks').get('archive')))
    database.close()
    return Boolean(mark?.isWhole)
  }
  const deadline = pageTime() + patienceMs
  while (pageTime() < deadline) {
    if (await isWhole()) return pageTime()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the database was not whole within ${patienceMs / 1_000} s`)
}

/** How many rows the stores of the page's database have. */
async function rowCounts() {
  const settle = (request) =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })
  const database = await settle(indexedDB.open('easel'))
  const counts = {}
  for (const store of database.objectStoreNames) {
    counts[store] = await settle(database.transaction(store).objectStore(store).count())
  }
  database.close()
  return counts
}

/** The first element that `find` returns. */
async function appeared(find) {
  for (;;) {
    const element = find()
    if (element) return element
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Selects a model in the picker, as a click does. */
async function chooseModel(name) {
  ;(await appeared(() => document.querySelector('button[aria-label^="Model: "]'))).click()
  const option = await appeared(() =>
    [...document.querySelectorAll('[role="option"]')].find((element) => element.textContent === name),
  )
  option.click()
  await appeared(() => document.querySelector(`button[aria-label="Model: ${name}"]`))
}

/** Milliseconds from each choice of a quality to the estimate that goes with it. */
async function timeEstimates(rounds) {
  const shown = () => document.querySelector('[data-testid="cost-estimate"]').textContent
  document.querySelector('button[aria-label="Image options"]').click()
  const select = await appeared(() =>
    [...document.querySelectorAll('[role="dialog"] select')].find((element) =>
      [...element.options].some(({ value }) => value === 'xhigh'),
    ),
  )
  const times = []
  for (let round = 0; round < rounds; round += 1) {
    for (const quality of ['low', 'high', 'max', 'medium']) {
      const before = shown()
      const startedAt = performance.now()
      select.value = quality
      // React draws before the event is over. If it drew later, the next check would show it by its ten milliseconds.
      select.dispatchEvent(new Event('change', { bubbles: true }))
      await appeared(() => (shown() === before ? undefined : select))
      times.push(performance.now() - startedAt)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    }
  }
  return times
}

function modelButton() {
  return document.querySelector('button[aria-haspopup="listbox"]')
}

/** Waits until the list has more than so many models, by opening it. Leaves it closed. */
async function modelsListed(count) {
  await appeared(() => modelButton())
  for (;;) {
    modelButton().click()
    const option = await appeared(() => document.querySelector('[role="option"]'))
    const size = Number(option.getAttribute('aria-setsize'))
    closeModelList()
    if (size > count) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/**
 * Opens the list of models. Resolves with how long it takes until its rows are painted, and in which frame. They are drawn
 * after the work of an animation frame, when the list has its place, so a look in the next frame would be too late.
 */
async function timeModelList() {
  const { port1, port2 } = new MessageChannel()
  const painted = new Promise((resolve) => port1.addEventListener('message', () => resolve(pageTime())))
  port1.start()
  const observer = new MutationObserver(() => {
    if (!document.querySelector('[role="option"]')) return
    observer.disconnect()
    port2.postMessage(undefined)
  })
  observer.observe(document.body, { childList: true, subtree: true })
  let frames = 0
  let isPainted = false
  const count = () => {
    if (isPainted) return
    frames += 1
    requestAnimationFrame(count)
  }
  requestAnimationFrame(count)
  const clickedAt = pageTime()
  modelButton().click()
  const paintedAt = await painted
  isPainted = true
  return { time: paintedAt - clickedAt, frames }
}

/** Adds a letter to what is searched. Resolves with how long it takes until what it finds is painted. */
async function timeModelSearch(letter) {
  const box = document.querySelector('input[type="search"][aria-label="Search models"]')
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  const typedAt = pageTime()
  set.call(box, box.value + letter)
  box.dispatchEvent(new Event('input', { bubbles: true }))
  // React has drawn by the end of the event; the next frame paints it.
  const { paintedAt } = await paintedWhen(() => box.isConnected)
  return { time: paintedAt - typedAt }
}

function closeModelList() {
  modelButton().click()
}

/** When so many images are attached, and none is being added. */
async function attached(count) {
  await appeared(() =>
    document.querySelectorAll('ul[aria-label="Attached images"] > li img[src]').length === count
      ? document.body
      : undefined,
  )
  return pageTime()
}

/** Makes the last attached image the mask of the first. Resolves when it is one. */
async function makeMask() {
  const selects = [...document.querySelectorAll('ul[aria-label="Attached images"] select')]
  const select = selects.at(-1)
  select.selectedIndex = [...select.options].findIndex(({ text }) => text === 'Mask')
  select.dispatchEvent(new Event('change', { bubbles: true }))
  await appeared(() => document.querySelector('button[aria-label="Edit mask"]'))
}

/** Opens the dialog of a batch from the message box, which has a prompt that varies: how long until its table is painted. */
async function openBatch(count) {
  const button = await appeared(() =>
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Batch…'),
  )
  const clickedAt = pageTime()
  button.click()
  const { paintedAt } = await paintedWhen(() => {
    const table = document.querySelector('dialog [role="table"]')
    return (
      table?.getAttribute('aria-rowcount') === String(count + 1) && table.querySelectorAll('[role="row"]').length > 3
    )
  })
  return paintedAt - clickedAt
}

async function closeBatch() {
  document.querySelector('dialog button[aria-label="Close batch"]').click()
  await appeared(() => (document.querySelector('dialog') ? undefined : document.body))
}

/** All functions above, to be put before a call. */
export const definitions = [
  pageTime,
  paintedWhen,
  messageBox,
  isInView,
  awaitMessageBox,
  appDrawn,
  expectLetter,
  acceptance,
  messageLength,
  selectMessage,
  expectPlaceholder,
  placeholder,
  expectImage,
  image,
  databaseRows,
  chatsPainted,
  openChatNumber,
  timeSearch,
  watchFrames,
  longestFrame,
  shownImageOfGallery,
  openGallery,
  scrollGalleryToEnd,
  openChatNamed,
  prepareBare,
  openBare,
  scrollingBox,
  watchScrolling,
  isAtTop,
  scrolled,
  countNodes,
  watchTyping,
  typed,
  databaseWhole,
  rowCounts,
  appeared,
  chooseModel,
  timeEstimates,
  modelButton,
  modelsListed,
  timeModelList,
  timeModelSearch,
  closeModelList,
  attached,
  makeMask,
  openBatch,
  closeBatch,
].join('\n')
