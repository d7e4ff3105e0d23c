import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@tillway/widget/styles.css'
import './styles/storefront.css'
import { Storefront } from './storefront.tsx'

const root = document.getElementById('storefront')
if (!root) throw new Error('index.html has no element with the id "storefront".')
createRoot(root).render(
  <StrictMode>
    <Storefront />
  </StrictMode>,
)
