/** What tabs with the same cart tell each other. `ask` is answered by whoever is paying. */
export type TabMessage = 'ask' | 'paying' | 'taken' | 'changed'

export type Tabs = { tell: (message: TabMessage) => void; leave: () => void }

/** Joins the tabs of one cart. */
export function joinTabs(name: string, onMessage: (message: TabMessage) => void): Tabs {
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }) => onMessage(data)
  return { tell: (message) => channel.postMessage(message), leave: () => channel.close() }
}

/** Tells the tabs of one cart something from outside of them. */
export function tellTabs(name: string, message: TabMessage): void {
  const tabs = joinTabs(name, () => {})
  tabs.tell(message)
  tabs.leave()
}
