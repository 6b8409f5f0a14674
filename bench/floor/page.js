// Enter shows a placeholder and replaces it with an image: the same events as in Easel, with nothing else. The message
// is the image's address.

const box = document.querySelector('textarea')

box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return
  event.preventDefault()
  const address = box.value
  box.value = ''
  showImage(address)
})

async function showImage(address) {
  const article = document.createElement('article')
  article.dataset.status = 'streaming'
  article.innerHTML = '<div role="status" aria-label="Generating image">…</div>'
  document.querySelector('main').replaceChildren(article)

  const response = await fetch(address)
  const image = new Image()
  image.alt = address
  image.src = URL.createObjectURL(await response.blob())
  article.replaceChildren(image)
  article.dataset.status = 'done'
}
