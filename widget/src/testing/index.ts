export {
  createFakeCardFields,
  type FakeCardFields,
  type FakeCardFieldsOptions,
} from './fake-card-fields.ts'
export type { Mishap, MishapOptions, TestOperation } from './mishaps.ts'
export type { Reprice, Repriced, RepriceRequest } from './reprice.ts'
export { type TestCustomer, testCustomer } from './test-customer.ts'
export { testMethods } from './test-methods.ts'
export { createTestTillway, type TestTillway, type TestTillwayOptions } from './test-tillway.ts'
