import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

// Each test begins as a new visit: empty storage, the checkout's address, nothing rendered.
afterEach(() => {
  cleanup()
  sessionStorage.clear()
  localStorage.clear()
  history.replaceState(null, '', '/checkout')
})
