import type { ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { developerError } from '../core/developer-error.ts'
import type { Shopper, Total } from '../core/options.ts'
import type { ExpressWords } from '../locales/express-words-en.ts'
import type { Messages } from '../locales/words.ts'
import css from '../styles/index.css?inline'

/** Single words that a shop says differently, those of express checkout too. */
type ElementMessages = Messages & Partial<ExpressWords>

// A server that imports the elements has no HTMLElement; nothing is constructed there, so an empty
// class will do.
const ElementBase = globalThis.HTMLElement ?? (class {} as typeof HTMLElement)

/**
 * What every element of the widget has: a shadow root with its own styles, attributes, properties
 * and events.
 */
export abstract class TillwayElement extends ElementBase {
  #root: Root | null = null
  #isDue = false
  #isWarned = false
  #properties = new Map<string, unknown>()

  /** What the element shows; asked again after every change. */
  abstract view(baseUrl: string): ReactNode

  connectedCallback(): void {
    this.adoptProperties()
    this.refresh()
  }

  disconnectedCallback(): void {
    // An element that is only moved is connected again in the same task: its checkout goes on.
    queueMicrotask(() => {
      if (this.isConnected) return
      this.#root?.unmount()
      this.#root = null
    })
  }

  attributeChangedCallback(): void {
    this.refresh()
  }

  get shopper(): Shopper | undefined {
    const accessToken = this.getAttribute('access-token')
    const guestId = this.getAttribute('guest-id')
    const fromAttributes = accessToken ? { accessToken } : guestId ? { guestId } : undefined
    return this.property<Shopper>('shopper') ?? fromAttributes
  }

  set shopper(shopper: Shopper | undefined) {
    this.keepProperty('shopper', shopper)
  }

  get messages(): ElementMessages | undefined {
    return this.property<ElementMessages>('messages')
  }

  set messages(messages: ElementMessages | undefined) {
    this.keepProperty('messages', messages)
  }

  protected property<Value>(name: string): Value | undefined {
    // Only the typed setter of the same name writes here.
    return this.#properties.get(name) as Value | undefined
  }

  protected keepProperty(name: string, value: unknown): void {
    this.#properties.set(name, value)
    this.refresh()
  }

  /** The attribute, or undefined when it is absent or empty. */
  protected attribute(name: string): string | undefined {
    return this.getAttribute(name) || undefined
  }

  protected get locale(): string | undefined {
    return this.attribute('locale') ?? this.closest('[lang]')?.getAttribute('lang') ?? undefined
  }

  /** The attribute when it is one of these words. */
  protected oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const given = this.attribute(name)
    return words.find((word) => word === given)
  }

  protected get total(): Total | undefined {
    const amount = Number(this.attribute('total-amount') ?? Number.NaN)
    const currency = this.attribute('currency')
    return Number.isSafeInteger(amount) && currency ? { amount, currency } : undefined
  }

  protected tell(name: `tillway-${string}`, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }

  /** Renders once after all changes of this task. */
  private refresh(): void {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      if (this.isConnected) this.render()
    })
  }

  private render(): void {
    const baseUrl = this.attribute('base-url')
    if (!baseUrl) {
      this.warn()
      return
    }
    this.#root ??= createRoot(this.shadowRoot ?? styledShadow(this))
    this.#root.render(this.view(baseUrl))
  }

  private warn(): void {
    if (this.#isWarned) return
    this.#isWarned = true
    const mistake = `<${this.localName}> has no base-url.`
    // biome-ignore lint/suspicious/noConsole: an element that throws would break the shop's page.
    console.error(
      developerError(mistake, 'Set it to the origin of your Tillway server.', 'custom-elements')
        .message,
    )
  }

  /** Properties that were set before the element was defined hide the setters until they are taken over. */
  private adoptProperties(): void {
    for (const name of Object.keys(this)) {
      if (!(name in Object.getPrototypeOf(this))) continue
      const value: unknown = Reflect.get(this, name)
      Reflect.deleteProperty(this, name)
      Reflect.set(this, name, value)
    }
  }
}

function styledShadow(host: HTMLElement): ShadowRoot {
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  return root
}
