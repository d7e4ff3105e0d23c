// The sheet's two connections: messages to the merchant's page that opened it, and calls to the sandbox.
export const answerLimitMs = 30_000
const openerCheckMs = 500
const storeKey = 'sheet'

const pageOrigin = new URLSearchParams(location.search).get('origin') ?? ''
const shop = window.opener

// What a reload of the sheet needs when the merchant's page cannot tell it again.
export const recall = () => JSON.parse(sessionStorage.getItem(storeKey) ?? '{}')
export const remember = (changes) =>
  sessionStorage.setItem(storeKey, JSON.stringify({ ...recall(), ...changes }))

export const call = async (path, body) => {
  const answer = await fetch(`/sheet/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null)
  return answer?.ok ? answer.json() : null
}

// Connects to the merchant's page. `onOrder` brings the order; `onGone` is called once, when nobody answers
// there any more.
export const connect = ({ onOrder, onGone }) => {
  const waiting = new Map()
  let asked = 0
  let isGone = shop === null || recall().isGone === true

  const tell = (message) => {
    if (!isGone && !shop.closed) shop.postMessage({ tillwaySheet: 1, ...message }, pageOrigin)
  }

  const settle = (id, answer) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  }

  const lose = () => {
    if (isGone) return
    isGone = true
    remember({ isGone })
    for (const id of [...waiting.keys()]) settle(id, { kind: 'gone' })
    onGone()
  }

  const heard = {
    order: ({ order }) => onOrder(order),
    answer: ({ id, answer }) => settle(id, answer),
    gone: lose,
  }

  window.addEventListener('message', (event) => {
    if (event.origin !== pageOrigin || isGone) return
    if (event.data?.tillwaySheet !== 1) return
    // A page that is being left can no longer be named as the source of its last word.
    if (event.source !== shop && event.data.type !== 'gone') return
    if (Object.hasOwn(heard, event.data.type)) heard[event.data.type](event.data)
  })
  setInterval(() => shop?.closed && lose(), openerCheckMs)

  return {
    tell,
    isGone: () => isGone,
    ask: (kind, value) =>
      new Promise((resolve) => {
        if (isGone) return resolve({ kind: 'gone' })
        asked += 1
        const id = asked
        waiting.set(id, resolve)
        setTimeout(() => settle(id, { kind: 'slow' }), answerLimitMs)
        tell({ type: 'ask', id, kind, value })
      }),
  }
}
