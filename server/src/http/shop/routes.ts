import type { Failure, FailureKind } from '../../contract/failures.ts'
import type { CartView } from '../../contract/shop/carts.ts'
import type { ProductView } from '../../contract/shop/catalogue.ts'
import type { ShopContract } from '../../contract/shop/contract.ts'
import type { Database } from '../../database/database.ts'
import type { Hit } from '../../limits/counters.ts'
import type { RequestLimiter } from '../../limits/limit-requests.ts'
import { answerOnce } from '../../payments/answer-once.ts'
import { ok, type Result } from '../../result.ts'
import type { BuiltinShop } from '../../shop/builtin/builtin-shop.ts'
import type { CartAnswer } from '../../shop/builtin/cart.ts'
import type { Handlers, Resource } from '../handlers.ts'
import { toClaim } from '../idempotency-key.ts'
import { tooOften } from '../identify-request.ts'

type CartType = 'carts' | 'guest-carts'
const itemTypes: Record<CartType, string> = { carts: 'items', 'guest-carts': 'guest-cart-items' }

/** The shop of a tenant; only tenants that have one are let in. */
type ShopAt = (tenant: string) => BuiltinShop

/** Every operation of the built-in shops, each answered by one verb of the shop that the caller is in. */
export const createShopHandlers = (
  at: ShopAt,
  db: Database,
  limiter: RequestLimiter,
): Handlers<ShopContract> => ({
  ...catalogueHandlers(at, limiter),
  ...guestCartHandlers(at),
  ...cartHandlers(at),
  ...checkoutHandlers(at, db),
  ...merchantHandlers(at),
})

type CatalogueId = 'searchCatalogue' | 'getProduct' | 'createAccessToken'

const catalogueHandlers = (
  at: ShopAt,
  limiter: RequestLimiter,
): Pick<Handlers<ShopContract>, CatalogueId> => ({
  searchCatalogue: async ({ identity, query }) => {
    const products = await at(identity.tenant).searchCatalogue(identity.tenant, query.q ?? '')
    const attributes = {
      abstractProducts: products.map(toAbstractProduct),
      pagination: { numFound: products.length },
    }
    return ok({ id: null, attributes })
  },
  getProduct: async ({ identity, params }) =>
    toResource(
      await at(identity.tenant).findProduct(identity.tenant, params.sku),
      (product) => product.sku,
    ),
  createAccessToken: async ({ identity, input, asker }) => {
    const { tenant } = identity
    const hits: Hit[] = [
      { rate: 'sign-in-of-user', tenant, key: input.username.toLowerCase() },
      ...(asker === null ? [] : [{ rate: 'sign-in-of-address' as const, tenant, key: asker }]),
    ]
    const wait = limiter.take(hits)
    if (wait !== null) return tooOften(wait)
    const signedIn = await at(tenant).signIn(identity, input)
    // Counted first, so that guesses at once count as well; who knows the password is no guesser.
    if (signedIn.ok) limiter.giveBack(hits)
    return toResource(signedIn, () => null)
  },
})

type GuestCartId =
  | 'listGuestCarts'
  | 'getGuestCart'
  | 'addFirstGuestItem'
  | 'addGuestItem'
  | 'changeGuestItem'
  | 'removeGuestItem'

const guestCartHandlers = (at: ShopAt): Pick<Handlers<ShopContract>, GuestCartId> => ({
  listGuestCarts: async ({ identity }) =>
    ok((await at(identity.tenant).listCarts(identity)).map(asResource('guest-carts'))),
  getGuestCart: async ({ identity, params }) =>
    toCart('guest-carts', await at(identity.tenant).findCart(identity, params.idCart)),
  addFirstGuestItem: async ({ identity, input }) =>
    toCart('guest-carts', await at(identity.tenant).addItem(identity, null, input)),
  addGuestItem: async ({ identity, params, input }) =>
    toCart('guest-carts', await at(identity.tenant).addItem(identity, params.idCart, input)),
  changeGuestItem: async ({ identity, params, input }) =>
    toCart(
      'guest-carts',
      await at(identity.tenant).changeItem(identity, params.idCart, { ...input, sku: params.sku }),
    ),
  removeGuestItem: async ({ identity, params }) =>
    toCart(
      'guest-carts',
      await at(identity.tenant).removeItem(identity, params.idCart, params.sku),
    ),
})

type CustomerCartId =
  | 'listCarts'
  | 'createCart'
  | 'getCart'
  | 'addItem'
  | 'changeItem'
  | 'removeItem'

const cartHandlers = (at: ShopAt): Pick<Handlers<ShopContract>, CustomerCartId> => ({
  listCarts: async ({ identity }) =>
    ok((await at(identity.tenant).listCarts(identity)).map(asResource('carts'))),
  createCart: async ({ identity, input }) =>
    toCart('carts', await at(identity.tenant).createCart(identity, input.name)),
  getCart: async ({ identity, params }) =>
    toCart('carts', await at(identity.tenant).findCart(identity, params.idCart)),
  addItem: async ({ identity, params, input }) =>
    toCart('carts', await at(identity.tenant).addItem(identity, params.idCart, input)),
  changeItem: async ({ identity, params, input }) =>
    toCart(
      'carts',
      await at(identity.tenant).changeItem(identity, params.idCart, { ...input, sku: params.sku }),
    ),
  removeItem: async ({ identity, params }) =>
    toCart('carts', await at(identity.tenant).removeItem(identity, params.idCart, params.sku)),
})

type CheckoutId = 'readCheckoutData' | 'checkout' | 'listOrders' | 'getOrder' | 'cancelOrder'

const checkoutHandlers = (at: ShopAt, db: Database): Pick<Handlers<ShopContract>, CheckoutId> => ({
  readCheckoutData: async ({ identity, input, query, locale }) => {
    const answer = await at(identity.tenant).readCheckoutData(identity, input, locale)
    if (!answer.ok) return answer
    const { attributes } = answer.value
    const cartType = identity.kind === 'guest' ? 'guest-carts' : 'carts'
    return ok({
      id: null,
      attributes,
      related: relatedTo(answer.value, cartType, query.include ?? ''),
    })
  },
  checkout: async ({ identity, input, locale, idempotency }) => {
    const claim = toClaim(identity, 'checkout', idempotency)
    const placed = await answerOnce({ db }, claim, () =>
      at(identity.tenant).placeOrder(identity, input, locale),
    )
    const answer = toResource(placed, (order) => order.orderReference)
    return placed.replayed ? { ...answer, replayed: true } : answer
  },
  listOrders: async ({ identity }) =>
    ok(
      (await at(identity.tenant).listOrders(identity)).map((order) => ({
        id: order.orderReference,
        attributes: order,
      })),
    ),
  getOrder: async ({ identity, params }) =>
    toResource(
      await at(identity.tenant).findOrder(identity, params.orderReference),
      (order) => order.orderReference,
    ),
  cancelOrder: async ({ identity, input }) =>
    toResource(
      await at(identity.tenant).cancelOrder(identity, input.orderReference),
      (order) => order.orderReference,
    ),
})

type MerchantId = 'listMerchants' | 'startOnboarding'

const merchantHandlers = (at: ShopAt): Pick<Handlers<ShopContract>, MerchantId> => ({
  listMerchants: async ({ identity }) =>
    ok(
      (await at(identity.tenant).listMerchants()).map((merchant) => ({
        id: merchant.merchantReference,
        attributes: merchant,
      })),
    ),
  startOnboarding: async ({ identity, input, locale }) =>
    toResource(
      await at(identity.tenant).startOnboarding(input.merchantReference, locale),
      ({ merchantReference }) => merchantReference,
    ),
})

function toResource<Attributes, Kind extends FailureKind>(
  answer: Result<Attributes, Failure<Kind>>,
  idOf: (attributes: Attributes) => string | null,
): Result<Resource<Attributes>, Failure<Kind>> {
  return answer.ok ? ok({ id: idOf(answer.value), attributes: answer.value }) : answer
}

function toCart<Kind extends FailureKind>(
  type: CartType,
  answer: Result<CartAnswer, Failure<Kind>>,
): Result<Resource<CartView>, Failure<Kind>> {
  return answer.ok ? ok(asResource(type)(answer.value)) : answer
}

/** Items come with their cart always: no storefront shows one without the other. */
const asResource =
  (type: CartType) =>
  ({ id, cart, items }: CartAnswer): Resource<CartView> => ({
    id,
    type,
    attributes: cart,
    related: items.map((item) => ({ type: itemTypes[type], id: item.sku, attributes: item })),
  })

const toAbstractProduct = (product: ProductView) => ({
  abstractSku: product.sku,
  abstractName: product.name,
  price: product.price,
  currency: product.currency,
  images: [{ externalUrlSmall: product.imageUrl, externalUrlLarge: product.imageUrl }],
  product,
})

type CheckoutData = Extract<
  Awaited<ReturnType<BuiltinShop['readCheckoutData']>>,
  { ok: true }
>['value']

/** What was asked for by `include`; a shopper's cart answers to both names of carts. */
function relatedTo({ cart, methods }: CheckoutData, cartType: CartType, include: string) {
  const wanted = include.split(',').map((name) => name.trim())
  const carts = wanted.some((name) => name === 'carts' || name === 'guest-carts')
    ? [{ type: cartType, id: cart.id, attributes: cart.cart }]
    : []
  const paymentMethods = wanted.includes('payment-methods')
    ? methods.map((method) => ({
        type: 'payment-methods',
        id: `${method.paymentProviderName}-${method.paymentMethodName}`,
        attributes: method,
      }))
    : []
  return [...paymentMethods, ...carts]
}
