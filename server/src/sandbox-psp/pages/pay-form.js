// Runs in the shopper's browser, inlined. The page works without it: the server checks the same things.
import { reformat, show } from './card-inputs.js'

const slowAfterMs = 2000
const form = document.querySelector('form[data-pay]')
const alertBox = document.querySelector('[data-testid="error"]')
const status = document.querySelector('[data-status]')
const button = form.querySelector('button.primary')
const inputs = [...form.querySelectorAll('input')]
const byName = Object.fromEntries(inputs.map((input) => [input.name, input]))
const labels = { button: button.textContent, status: status.textContent }
let slowTimer

const rest = () => {
  clearTimeout(slowTimer)
  delete form.dataset.busy
  button.removeAttribute('aria-disabled')
  button.textContent = labels.button
  status.textContent = labels.status
}

const pay = (event) => {
  if (form.dataset.busy) return event.preventDefault()
  for (const input of inputs) show(input)
  const firstWrong = inputs.find((input) => input.hasAttribute('aria-invalid'))
  if (firstWrong) {
    event.preventDefault()
    alertBox.textContent = alertBox.dataset.problems
    alertBox.hidden = false
    firstWrong.focus()
    return
  }
  form.dataset.busy = 'true'
  button.setAttribute('aria-disabled', 'true')
  button.textContent = button.dataset.busy
  slowTimer = setTimeout(() => {
    status.textContent = button.dataset.slow
  }, slowAfterMs)
}

const chips = [...document.querySelectorAll('[data-ending]')]
const fill = (event) => {
  event.preventDefault()
  const chip = event.currentTarget
  for (const input of inputs) input.value = chip.dataset[input.name]
  for (const input of inputs) show(input)
  for (const other of chips) other.removeAttribute('aria-current')
  chip.setAttribute('aria-current', 'true')
  alertBox.hidden = true
}

form.noValidate = true
form.addEventListener('submit', pay)
for (const chip of chips) chip.addEventListener('click', fill)
for (const name of ['number', 'expiry', 'code'])
  byName[name].addEventListener('input', () => reformat(byName[name]))
for (const input of inputs) {
  input.addEventListener('input', () => input.hasAttribute('aria-invalid') && show(input))
  input.addEventListener('blur', () => input.value.trim() !== '' && show(input))
}
window.addEventListener('pageshow', (event) => event.persisted && rest())
