// Runs in the frame. It talks to the page around it by messages, and only to the origin that it was made for.
import { problemOf, reformat, show, showProblem } from '../pages/card-inputs.js'

const callLimitMs = 30_000
const page = document.querySelector('main')
const form = page.querySelector('form')
const challenge = page.querySelector('.challenge')
const status = page.querySelector('[data-status]')
const inputs = [...form.querySelectorAll('input')]
const chips = [...form.querySelectorAll('[data-ending]')]
const answers = [...challenge.querySelectorAll('[data-answer]')]
const byName = Object.fromEntries(inputs.map((input) => [input.name, input]))
let isPaying = false
let wasComplete = null

const tell = (message) => parent.postMessage({ tillwayFields: 1, ...message }, page.dataset.parent)

const call = async (path, body) => {
  const answer = await fetch(`/fields/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(callLimitMs),
  }).catch(() => null)
  return answer?.ok ? answer.json().catch(() => null) : null
}

const tellCompleteness = () => {
  const isComplete = inputs.every((input) => problemOf(input) === null)
  if (isComplete === wasComplete) return
  wasComplete = isComplete
  tell({ type: 'change', isComplete })
}

const findProblems = () => {
  for (const input of inputs) show(input)
  const wrong = inputs.filter((input) => problemOf(input) !== null)
  wrong[0]?.focus()
  return Object.fromEntries(wrong.map((input) => [input.name, problemOf(input)]))
}

// What the server found wrong beyond what the frame checks itself.
const showServerProblems = (problems) => {
  for (const [name, problem] of Object.entries(problems)) showProblem(byName[name], problem)
  byName[Object.keys(problems)[0]]?.focus()
}

const openChallenge = ({ amount, last4 }) => {
  challenge.querySelector('[data-amount]').textContent = amount
  challenge.querySelector('[data-card]').textContent = `•••• ${last4}`
  for (const button of answers) button.disabled = false
  form.hidden = true
  challenge.hidden = false
  tell({ type: 'challenge', isOpen: true })
  challenge.querySelector('h2').focus()
}

const closeChallenge = () => {
  challenge.hidden = true
  form.hidden = false
  tell({ type: 'challenge', isOpen: false })
}

const askBank = ({ id, ...shown }, clientSecret) =>
  new Promise((resolve) => {
    const answer = async (event) => {
      for (const button of answers) {
        button.disabled = true
        button.removeEventListener('click', answer)
      }
      const given = event.currentTarget.dataset.answer
      const outcome = await call('challenge', {
        client_secret: clientSecret,
        challenge: id,
        answer: given,
      })
      closeChallenge()
      resolve(outcome)
    }
    for (const button of answers) button.addEventListener('click', answer)
    openChallenge(shown)
  })

const settle = async (clientSecret) => {
  const fields = findProblems()
  if (Object.keys(fields).length > 0) return { status: 'invalid', fields }
  const card = Object.fromEntries(inputs.map((input) => [input.name, input.value]))
  const outcome = await call('pay', { client_secret: clientSecret, ...card })
  if (outcome?.status === 'invalid') showServerProblems(outcome.fields)
  return outcome?.status === 'challenge' ? askBank(outcome.challenge, clientSecret) : outcome
}

const pay = async ({ id, clientSecret }) => {
  if (isPaying) return
  isPaying = true
  form.inert = true
  status.textContent = status.dataset.busy
  const result = (await settle(clientSecret)) ?? { status: 'unavailable' }
  isPaying = false
  form.inert = false
  status.textContent = ''
  if (result.status === 'invalid') byName[Object.keys(result.fields)[0]]?.focus()
  tell({ type: 'result', id, result })
}

const appearanceNames = ['ink', 'soft', 'line', 'card', 'accent', 'bad', 'radius', 'font']
const isPlainValue = (value) =>
  typeof value === 'string' && /^[\w\s#%.,()/"'+-]{1,200}$/.test(value) && !/url/i.test(value)

const dress = ({ values }) => {
  for (const name of appearanceNames)
    if (isPlainValue(values?.[name])) page.style.setProperty(`--${name}`, values[name])
}

const heard = {
  pay,
  focus: () => (inputs.find((input) => problemOf(input) !== null) ?? inputs[0]).focus(),
  appearance: dress,
}

window.addEventListener('message', (event) => {
  if (event.source !== parent || event.origin !== page.dataset.parent) return
  if (event.data?.tillwayFields !== 1 || !Object.hasOwn(heard, event.data.type)) return
  heard[event.data.type](event.data)
})

const fill = (event) => {
  const chip = event.currentTarget
  for (const input of inputs) {
    input.value = chip.dataset[input.name]
    show(input)
  }
  for (const other of chips) other.toggleAttribute('aria-current', other === chip)
  tellCompleteness()
}

form.noValidate = true
form.addEventListener('submit', (event) => event.preventDefault())
for (const chip of chips) chip.addEventListener('click', fill)
for (const name of ['number', 'expiry', 'code'])
  byName[name].addEventListener('input', () => reformat(byName[name]))
for (const input of inputs) {
  input.addEventListener('input', () => {
    if (input.hasAttribute('aria-invalid')) show(input)
    tellCompleteness()
  })
  input.addEventListener('blur', () => input.value.trim() !== '' && show(input))
}

tell({ type: 'ready' })
new ResizeObserver(() => tell({ type: 'resize', height: Math.ceil(page.offsetHeight) })).observe(
  page,
)
