import { type ComponentChild, type ContainerNode, render } from 'preact'

/** React's root on Preact. */
export const createRoot = (container: ContainerNode) => ({
  render: (view: ComponentChild) => render(view, container),
  unmount: () => render(null, container),
})
