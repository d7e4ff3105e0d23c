// Runs on the merchant's page, before the script of either wallet. It opens the sheet and answers it; both
// sides check who speaks.
const source = new URL(document.currentScript.src)
const sandbox = source.origin
const clientId = source.searchParams.get('client-id')
const closedCheckMs = 300
const lookUpTriesMax = 3
const lookUpPauseMs = 1000
const width = 420
const height = 720

const openWindow = (wallet, locale) => {
  const address = new URL(`/sheet/${wallet}`, sandbox)
  address.searchParams.set('locale', locale ?? document.documentElement.lang ?? 'en')
  address.searchParams.set('origin', location.origin)
  if (clientId) address.searchParams.set('client-id', clientId)
  const left = Math.round(window.screenX + (window.outerWidth - width) / 2)
  const top = Math.round(window.screenY + (window.outerHeight - height) / 2)
  const place = `popup,width=${width},height=${height},left=${left},top=${Math.max(top, 0)}`
  return window.open(address, `tillway-${wallet}-${Date.now()}`, place)
}

const pause = (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs))

// How it ended, when the sheet can no longer say so itself. Null: nobody knows yet.
const lookUp = async (clientSecret) => {
  for (let tries = 1; tries <= lookUpTriesMax; tries += 1) {
    const answer = await fetch(`${sandbox}/sheet/state`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_secret: clientSecret }),
    }).catch(() => null)
    if (answer?.ok) return answer.json()
    if (tries < lookUpTriesMax) await pause(lookUpPauseMs)
  }
  return null
}

const unknownOutcome = () =>
  Object.assign(
    new Error('The sheet was closed, and it is not known yet whether it was approved.'),
    {
      code: 'outcome_unknown',
    },
  )

// `prepare` brings the order, `ask` answers the sheet, `end` is called exactly once. Null: the popup was
// blocked, and nothing will be called.
export const openSheet = ({ wallet, locale, prepare, ask, end }) => {
  const popup = openWindow(wallet, locale)
  if (!popup) return null
  let order = null
  let approvedId = null
  let stage = 'connecting'
  let isReady = false
  let isOver = false

  const send = (message) => popup.postMessage({ tillwaySheet: 1, ...message }, sandbox)

  // Until the sheet has said that it is there, its window still shows an empty page of somebody else.
  const sendOrder = () => isReady && order && send({ type: 'order', order })

  const finish = (outcome) => {
    if (isOver) return
    isOver = true
    clearInterval(watch)
    window.removeEventListener('message', hear)
    window.removeEventListener('pagehide', leave)
    popup.close()
    end(outcome)
  }

  const finishClosed = async () => {
    clearInterval(watch)
    if (approvedId) return finish({ kind: 'approved', id: approvedId })
    if (!order) return finish({ kind: 'canceled', stage })
    const found = await lookUp(order.clientSecret)
    if (!found) return finish({ kind: 'failed', error: unknownOutcome() })
    if (found.state === 'approved') return finish({ kind: 'approved', id: found.id })
    finish({ kind: 'canceled', stage })
  }

  const answerSheet = async ({ id, kind, value }) => {
    const answer = await ask(kind, value)
    if (isOver) return
    if (answer.total) order.total = answer.total
    if (answer.options) order.options = answer.options
    send({ type: 'answer', id, answer })
  }

  const heard = {
    ready: () => {
      isReady = true
      sendOrder()
    },
    stage: (message) => {
      stage = message.stage
    },
    ask: (message) => order && answerSheet(message),
    approved: (message) => {
      approvedId = message.id
    },
    return: () => approvedId && finish({ kind: 'approved', id: approvedId }),
    cancel: (message) => finish({ kind: 'canceled', stage: message.stage }),
  }

  const hear = (event) => {
    if (event.source !== popup || event.origin !== sandbox) return
    if (event.data?.tillwaySheet !== 1 || !Object.hasOwn(heard, event.data.type)) return
    heard[event.data.type](event.data)
  }

  const leave = () => isReady && send({ type: 'gone' })

  window.addEventListener('message', hear)
  window.addEventListener('pagehide', leave)
  const watch = setInterval(() => popup.closed && finishClosed(), closedCheckMs)

  Promise.resolve()
    .then(prepare)
    .then(
      (prepared) => {
        if (isOver) return
        order = prepared
        sendOrder()
      },
      (error) => finish({ kind: 'failed', error }),
    )

  return { close: () => !isOver && popup.close() }
}

// What the merchant's answer means for the sheet. An answer that cannot be read is none.
export const unavailable = { kind: 'unavailable' }
export const unchanged = { kind: 'update', total: null, options: null, errors: [] }

export const isTotal = (total) =>
  Number.isSafeInteger(total?.amount) && typeof total.currency === 'string'

export const toOptions = (options) =>
  Array.isArray(options)
    ? options.map(({ id, label, detail, amount, selected }) => ({
        id: String(id),
        label: String(label),
        detail: detail ? String(detail) : '',
        amount: Number(amount),
        isSelected: selected === true,
      }))
    : null

export const toOrder = ({ clientSecret, total, shippingOptions }) => {
  if (typeof clientSecret !== 'string' || !isTotal(total))
    throw new Error('The order needs a clientSecret, an amount in minor units and a currency.')
  return { clientSecret, total, options: toOptions(shippingOptions) ?? [] }
}
