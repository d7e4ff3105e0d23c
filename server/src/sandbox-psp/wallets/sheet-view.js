// What the shopper sees. The view knows no order of events: it shows what it is told.
export const main = document.querySelector('main')
export const words = JSON.parse(main.dataset.words)
export const { locale, wallet } = JSON.parse(main.dataset.format)

export const find = (selector) => main.querySelector(selector)
const byTestId = (id) => find(`[data-testid="${id}"]`)

export const nodes = {
  steps: find('[data-step="choose"]'),
  end: find('[data-step="end"]'),
  foot: find('.foot'),
  options: find('[data-options]'),
  delivery: find('.delivery'),
  problem: byTestId('sheet-error').firstElementChild,
  retry: find('[data-retry]'),
  total: byTestId('sheet-total'),
  waiting: find('[data-waiting]'),
  approve: byTestId('sheet-approve'),
  cancel: byTestId('sheet-cancel'),
  state: byTestId('sheet-state'),
  endText: find('[data-end-text]'),
  saving: find('[data-saving]'),
  back: byTestId('sheet-return'),
  change: byTestId('sheet-change-address'),
  told: find('[data-step="told"]'),
}

export const chosen = (name) => find(`input[name="${name}"]:checked`)

// Exact: the digits of minor units are never read as a fraction.
const formatAmount = ({ amount, currency }) => {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const { maximumFractionDigits: exponent } = format.resolvedOptions()
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0')
  const cut = digits.length - exponent
  return format.format(
    `${amount < 0 ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut) || '0'}`,
  )
}

const element = (tag, properties, ...children) => {
  const node = Object.assign(document.createElement(tag), properties)
  node.append(...children)
  return node
}

const optionChoice = ({ id, label, detail, amount, isSelected }, currency) => {
  const input = element('input', { type: 'radio', name: 'option', value: id, checked: isSelected })
  input.dataset.testid = `sheet-option-${id}`
  const price = amount === 0 ? words.free : formatAmount({ amount, currency })
  return element(
    'label',
    { className: 'choice' },
    input,
    element(
      'span',
      { className: 'what' },
      element('b', { textContent: label }),
      ...(detail ? [element('small', { textContent: detail })] : []),
    ),
    element('span', { className: 'figure', textContent: price }),
  )
}

export const view = {
  // Choices that stay the same keep their elements, so that neither focus nor eye loses its place.
  options(options, currency) {
    const key = JSON.stringify([options, currency])
    if (nodes.options.dataset.key === key) return
    nodes.options.dataset.key = key
    const focused = document.activeElement?.dataset?.testid
    const none = element('p', { className: 'note', textContent: words.noDelivery })
    const choices = options.map((option) => optionChoice(option, currency))
    nodes.options.replaceChildren(...(choices.length > 0 ? choices : [none]))
    if (focused?.startsWith('sheet-option-')) byTestId(focused)?.focus()
  },

  total(total) {
    const text = formatAmount(total)
    nodes.total.classList.remove('skeleton')
    if (nodes.total.textContent !== text) nodes.total.textContent = text
    nodes.approve.textContent = words.approve.replace('{amount}', text)
  },

  phase(phase, mayApprove) {
    main.dataset.phase = phase
    nodes.waiting.textContent = words.waiting[phase] ?? ''
    // Nothing may change any more between what is approved and what is authorised.
    nodes.steps.inert = phase === 'confirming' || phase === 'approving'
    nodes.approve.setAttribute('aria-disabled', String(!mayApprove))
  },

  problem(text, canRetry = false) {
    nodes.problem.hidden = text === null
    nodes.problem.textContent = text ?? ''
    nodes.retry.hidden = !canRetry
  },

  refused(name) {
    for (const input of main.querySelectorAll('input[type="radio"]'))
      input.toggleAttribute('aria-invalid', input.name === name && input.checked)
  },

  saving(text) {
    nodes.saving.textContent = text
  },

  end(kind, total) {
    const { title, text } = words.ends[kind]
    main.dataset.phase = kind
    for (const node of [nodes.steps, nodes.foot]) node.hidden = true
    nodes.end.hidden = false
    nodes.state.textContent = title
    nodes.endText.textContent = text.replace('{amount}', total ? formatAmount(total) : '')
    nodes.change.hidden = wallet !== 'pebble' || (kind !== 'approved' && kind !== 'alone')
    if (kind === 'alone' || kind === 'lost') nodes.back.textContent = words.closeWindow
    nodes.state.focus()
  },

  // The saved addresses move to the end of the approved sheet; there is one list, and one choice.
  changeAddress() {
    nodes.told.append(find('.addresses'))
    nodes.told.hidden = false
    nodes.change.hidden = true
    nodes.end.scrollTop = 0
    chosen('address').focus()
  },
}
