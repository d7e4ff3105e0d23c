import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './styles/back-office.css'
import { BackOffice } from './back-office.tsx'

const root = document.getElementById('back-office')
if (!root) throw new Error('index.html has no element with the id "back-office".')
createRoot(root).render(
  <StrictMode>
    <BackOffice />
  </StrictMode>,
)
