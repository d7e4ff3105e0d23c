// Runs in the shopper's browser, before the script of a page with card fields: how they are checked, shown
// and formatted. The server checks the same things.
const digitsOf = (text) => text.replaceAll(/\D/g, '')

const passesLuhn = (digits) =>
  [...digits].reverse().reduce((sum, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return sum + (doubled > 9 ? doubled - 9 : doubled)
  }, 0) %
    10 ===
  0

const expiryProblem = (text) => {
  const match = /^\s*(\d{1,2})\s*[/-]?\s*(?:20)?(\d{2})\s*$/.exec(text)
  if (!match || Number(match[1]) < 1 || Number(match[1]) > 12) return 'invalid'
  return Date.UTC(2000 + Number(match[2]), Number(match[1]), 2) > Date.now() ? null : 'expired'
}

const checks = {
  number: (text) =>
    /^\d{12,19}$/.test(digitsOf(text)) && passesLuhn(digitsOf(text)) ? null : 'invalid',
  expiry: expiryProblem,
  code: (text) => (/^\d{3,4}$/.test(text.trim()) ? null : 'invalid'),
  name: () => null,
}

export const problemOf = (input) =>
  input.value.trim() === '' ? 'missing' : checks[input.name](input.value)

export const show = (input) => showProblem(input, problemOf(input))

export const showProblem = (input, problem) => {
  const text = document.getElementById(`${input.id}-error`)
  text.hidden = problem === null
  text.textContent = problem === null ? '' : input.dataset[problem]
  input.toggleAttribute('aria-invalid', problem !== null)
  if (problem === null) return input.removeAttribute('aria-describedby')
  input.setAttribute('aria-invalid', 'true')
  input.setAttribute('aria-describedby', text.id)
}

const formats = {
  number: (digits) => digits.slice(0, 19).replaceAll(/(\d{4})(?=\d)/g, '$1 '),
  expiry: (digits) => {
    const padded = /^[2-9]/.test(digits) ? `0${digits}` : digits
    const year =
      padded.length === 6 && padded.startsWith('20', 2) ? padded.slice(4) : padded.slice(2, 4)
    return padded.length > 2
      ? `${padded.slice(0, 2)} / ${padded.length === 6 ? year : padded.slice(2, 6)}`
      : padded
  },
  code: (digits) => digits.slice(0, 4),
}

// The caret stays behind the digit it was behind, wherever spaces come and go.
export const reformat = (input) => {
  const digitsBefore = digitsOf(input.value.slice(0, input.selectionStart)).length
  const wasAtEnd = input.selectionStart === input.value.length
  const text = formats[input.name](digitsOf(input.value))
  if (text === input.value) return
  input.value = text
  let caret = 0
  for (let seen = 0; caret < text.length && seen < digitsBefore; caret += 1)
    if (/\d/.test(text[caret])) seen += 1
  if (wasAtEnd) caret = text.length
  input.setSelectionRange(caret, caret)
}
