import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FieldsResult } from '../card-fields.ts'
import { type FieldsFrame, openFieldsFrame } from './fields-frame.ts'
import type { FromFields, ToFields } from './fields-messages.ts'

const origin = 'https://psp.example'
const told: ToFields[] = []
const contentWindow = { postMessage: (message: ToFields) => told.push(message) }
const life = { signal: new AbortController().signal }
let fields: FieldsFrame
let results: FieldsResult[] = []

beforeEach(() => {
  vi.useFakeTimers()
  told.length = 0
  results = []
  const frame = document.createElement('iframe')
  Object.defineProperty(frame, 'contentWindow', { value: contentWindow })
  const ignore = () => {}
  const host = { frame, origin, onReady: ignore, onResize: ignore, onChallenge: ignore }
  fields = openFieldsFrame(host)
})
afterEach(() => {
  fields.stop()
  vi.useRealTimers()
})

const pay = (clientSecret = 'cs_1', signal = life.signal) => {
  void fields
    .pay({ clientSecret, signal, onChallenge: () => {} })
    .then((result) => results.push(result))
}
const say = (message: FromFields) => {
  const data = { tillwayFields: 1, ...message }
  window.dispatchEvent(Object.assign(new Event('message'), { data, origin, source: contentWindow }))
}
const idOf = (index: number) => {
  const message = told.filter(({ type }) => type === 'pay')[index]
  return message?.type === 'pay' ? message.id : ''
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('an answer that does not come is unavailable after a minute and a half', async () => {
  pay()
  await pass(89_000)
  expect(results).toEqual([])
  await pass(2_000)
  expect(results).toEqual([{ status: 'unavailable' }])
})

test('a bank that asks gives the shopper five minutes', async () => {
  pay()
  say({ type: 'challenge', isOpen: true })
  await pass(4 * 60_000)
  expect(results).toEqual([])
  say({ type: 'challenge', isOpen: false })
  say({ type: 'result', id: idOf(0), result: { status: 'authorized' } })
  await pass(0)
  expect(results).toEqual([{ status: 'authorized' }])
})

test('the answer to an earlier request for the same payment counts, as the frame ignores the second one', async () => {
  pay()
  await pass(91_000)
  pay()
  say({ type: 'result', id: idOf(0), result: { status: 'declined', code: 'declined' } })
  await pass(0)
  expect(results).toEqual([{ status: 'unavailable' }, { status: 'declined', code: 'declined' }])
})

test('an answer for another payment does not count', async () => {
  pay('cs_1')
  pay('cs_2')
  say({ type: 'result', id: idOf(0), result: { status: 'authorized' } })
  say({ type: 'result', id: 'forged', result: { status: 'authorized' } })
  await pass(0)
  expect(results).toEqual([{ status: 'unavailable' }])
})

test('a frame that begins anew, a click that is over, and a place that goes away end the wait', async () => {
  pay()
  say({ type: 'ready' })
  const click = new AbortController()
  pay('cs_2', click.signal)
  click.abort()
  pay('cs_3')
  fields.stop()
  await pass(0)
  expect(results).toEqual(Array(3).fill({ status: 'unavailable' }))
})
