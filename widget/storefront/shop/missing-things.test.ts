import { expect, test } from 'vitest'
import { missingThings } from './missing-things.ts'

test.each([
  ['{"missing":["document","bank-account"]}', ['document', 'bank-account']],
  ['{"missing":[]}', []],
  ['{"missing":[7,"terms"]}', ['terms']],
  ['{"missing":"document"}', null],
  ['{"since":"yesterday"}', null],
  ['null', null],
  ['Please send a document.', null],
])('of %s the portal names %j', (additionalInfo, things) => {
  expect(missingThings(additionalInfo)).toEqual(things)
})
