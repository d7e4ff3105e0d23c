export { createTestTillway, type TestTillway, type TestTillwayOptions } from './test-tillway.ts'
