// What happens in the sheet: an order comes, the shopper chooses, the page answers, the sandbox authorises.
import { answerLimitMs, call, connect, recall, remember } from './sheet-link.js'
import { chosen, find, main, nodes, view, wallet, words } from './sheet-view.js'

const closeAfterMs = 500
let order = null
let phase = 'connecting'
let isChoiceGood = false
let asked = 0
let isCancelWanted = false
let lastTry = null
let saves = 0

const optionId = () => chosen('option')?.value ?? null
const told = () => ({
  address: JSON.parse(chosen('address').dataset.told),
  optionId: optionId(),
})

const turn = (next) => {
  phase = next
  view.phase(phase, phase === 'choosing' && isChoiceGood)
  link.tell({ type: 'stage', stage: phase })
}

const rest = (problem = null, retry = null) => {
  lastTry = retry
  view.problem(problem, retry !== null)
  turn('choosing')
}

const show = () => {
  view.options(order.options, order.total.currency)
  view.total(order.total)
  remember({ order, address: chosen('address').value })
}

const takeIn = ({ total, options }) => {
  if (total) order.total = total
  if (options) order.options = options
  show()
}

const end = (kind) => {
  phase = kind
  view.end(kind === 'approved' && link.isGone() ? 'alone' : kind, order?.total)
}

const rejectionText = ({ code, message }) =>
  message || (words.rejections[code] ?? words.rejections.unknown)

const refuse = (kind, { errors }) => {
  isChoiceGood = false
  view.refused(kind === 'option' ? 'option' : 'address')
  rest(errors.map(rejectionText).join(' '))
}

// Without the page nobody works out another total: what was agreed on last still holds.
const goOnAlone = () => {
  isChoiceGood = order !== null
  view.refused(null)
  rest(words.problems.gone)
}

const askPage = async (kind) => {
  asked += 1
  const mine = asked
  isChoiceGood = false
  view.problem(null)
  view.refused(null)
  turn('asking')
  const answer = await link.ask(kind, told())
  if (mine !== asked || phase !== 'asking') return
  if (answer.kind === 'gone') return goOnAlone()
  if (answer.kind !== 'update')
    return rest(words.problems[answer.kind] ?? words.problems.unavailable, () => askPage(kind))
  takeIn(answer)
  if (answer.errors.length > 0) return refuse(kind, answer)
  isChoiceGood = true
  rest()
}

const finishApproved = (id) => {
  link.tell({ type: 'approved', id })
  if (wallet === 'kite' && !link.isGone()) return leave('return')
  end('approved')
}

const leave = (type) => {
  link.tell({ type, stage: phase })
  // The page closes this window once it has heard; a page that hears nothing must not keep it open.
  setTimeout(() => window.close(), closeAfterMs)
}

const cancel = () => {
  // What is on its way to the bank cannot be called back: it is told as what it became.
  if (phase === 'approving') {
    isCancelWanted = true
    nodes.waiting.textContent = words.waiting.canceling
    return
  }
  leave('cancel')
  if (link.isGone()) end('closed')
}

// A lost answer may hide an approval, so the sandbox is asked before anything is claimed.
const afterNoAnswer = async () => {
  const found = await call('state', { client_secret: order.clientSecret })
  if (found?.state === 'approved') return finishApproved(found.id)
  if (found?.state === 'closed') return end('closed')
  rest(found ? words.problems.failed : words.problems.unreachable)
}

const afterAnswer = async (answer) => {
  if (answer.outcome === 'authorized') {
    const found = await call('state', { client_secret: order.clientSecret })
    return finishApproved(found?.id ?? order.id)
  }
  if (isCancelWanted) return leave('cancel')
  if (answer.outcome === 'closed') return end('closed')
  if (answer.outcome === 'changed')
    takeIn({ total: { amount: answer.amount, currency: answer.currency } })
  rest(words.problems[answer.outcome] ?? words.problems.failed)
}

const authorise = async () => {
  turn('approving')
  const answer = await call('approve', {
    client_secret: order.clientSecret,
    ...order.total,
    address: chosen('address').value,
    funding: chosen('funding').value,
  })
  return answer ? afterAnswer(answer) : afterNoAnswer()
}

const isSame = (one, other) => one.amount === other.amount && one.currency === other.currency

const confirmWithPage = async () => {
  asked += 1
  const mine = asked
  turn('confirming')
  const answer = await link.ask('confirm', told())
  if (mine !== asked || phase !== 'confirming') return false
  if (answer.kind === 'gone') return goOnAlone()
  if (answer.kind !== 'update')
    return rest(words.problems[answer.kind] ?? words.problems.unavailable)
  const before = order.total
  takeIn(answer)
  if (answer.errors.length > 0) return refuse('confirm', answer)
  if (!isSame(order.total, before)) return rest(words.problems.changed)
  return 'agreed'
}

const approve = async () => {
  if (phase !== 'choosing' || !isChoiceGood) return
  isCancelWanted = false
  view.problem(null)
  nodes.retry.hidden = true
  if (link.isGone() || (await confirmWithPage()) === 'agreed') await authorise()
}

const begin = async (given) => {
  order = given
  const found = await call('state', { client_secret: order.clientSecret })
  if (found) order.id = found.id
  if (found?.state === 'approved') return finishApproved(found.id)
  if (found?.state === 'closed') return end('closed')
  if (found === null) return rest(words.problems.failed, () => begin(given))
  show()
  return link.isGone() ? goOnAlone() : askPage('address')
}

const beginAlone = () => {
  const kept = recall()
  if (!kept.order) return end('lost')
  find(`input[value="${kept.address}"]`).checked = true
  return begin(kept.order)
}

const saveAddress = async () => {
  saves += 1
  const mine = saves
  view.saving(words.waiting.saving)
  const answer = await call('address', {
    client_secret: order.clientSecret,
    address: chosen('address').value,
  })
  if (mine === saves) view.saving(answer?.is_changed ? words.told : words.problems.unsaved)
}

const choose = (event) => {
  if (!nodes.end.hidden) return saveAddress()
  const { name } = event.target
  if (name === 'funding') return phase === 'choosing' && isChoiceGood && view.problem(null)
  if (link.isGone()) return remember({ address: chosen('address').value })
  return askPage(name)
}

const waitAgain = () => {
  view.problem(null)
  turn('connecting')
  link.tell({ type: 'ready' })
}

const link = connect({
  onOrder: (given) => order === null && begin(given),
  onGone: () => {
    if (order === null) return end('lost')
    if (phase === 'approved') return end('approved')
    if (phase === 'choosing') goOnAlone()
  },
})

main.addEventListener('change', choose)
nodes.steps.addEventListener('submit', (event) => event.preventDefault())
nodes.approve.addEventListener('click', approve)
nodes.cancel.addEventListener('click', cancel)
nodes.retry.addEventListener('click', () => lastTry?.())
nodes.change.addEventListener('click', view.changeAddress)
nodes.back.addEventListener('click', () => leave(phase === 'approved' ? 'return' : 'cancel'))

if (link.isGone()) void beginAlone()
else {
  link.tell({ type: 'ready' })
  setTimeout(() => order === null && rest(words.problems.slow, waitAgain), answerLimitMs)
}
