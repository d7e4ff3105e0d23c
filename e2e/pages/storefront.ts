import type { Page } from '@playwright/test'

/** The shop before the checkout: products, cart, sign-in. */
export function createStorefront(page: Page) {
  const username = page.getByTestId('username')
  const password = page.getByTestId('password')
  return {
    page,
    product: (sku: string) => page.getByTestId(`product-${sku}`),
    addToCart: page.getByTestId('add-to-cart'),
    cartLink: page.getByTestId('cart-link'),
    cartCount: page.getByTestId('cart-count'),
    quantity: (sku: string) => page.getByTestId(`quantity-${sku}`),
    toCheckout: page.getByTestId('to-checkout'),
    language: page.getByTestId('language'),
    open: async (): Promise<void> => {
      await page.goto('/')
    },
    openCart: async (): Promise<void> => {
      await page.goto('/cart')
    },
    /** Fills in the sign-in page and waits until it has led on. */
    submitSignIn: async (customer: { username: string; password: string }): Promise<void> => {
      await username.fill(customer.username)
      await password.fill(customer.password)
      await page.getByTestId('sign-in-submit').click()
      await username.waitFor({ state: 'detached' })
    },
  }
}

export type Storefront = ReturnType<typeof createStorefront>
