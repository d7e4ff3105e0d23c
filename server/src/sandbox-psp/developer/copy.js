// Runs in the developer's browser, inlined. Without it, or without a clipboard, the texts are selected by hand.
const shownMs = 2000

for (const button of document.querySelectorAll('[data-copy]')) {
  const text = button.firstChild
  const label = text.data
  const input = document.getElementById(button.dataset.copy)
  let timer
  input.addEventListener('focus', () => input.select())
  button.hidden = !navigator.clipboard
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(input.value)
    clearTimeout(timer)
    text.data = button.dataset.copied
    timer = setTimeout(() => {
      text.data = label
    }, shownMs)
  })
}
