import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// What is loaded on demand takes its time while other files are tested beside this one.
configure({ asyncUtilTimeout: 4_000 })

// Each test begins as a new visit: empty storage, the checkout's address, nothing rendered.
afterEach(() => {
  cleanup()
  sessionStorage.clear()
  localStorage.clear()
  history.replaceState(null, '', '/checkout')
})
