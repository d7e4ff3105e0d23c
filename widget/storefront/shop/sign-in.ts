import { useMutation } from '@tanstack/react-query'
import type { OutputOf } from '../../../server/src/contract/operation.ts'
import type { createAccessToken } from '../../../server/src/contract/shop/catalogue.ts'
import { useSession } from '../session/session.tsx'
import type { Resource } from './json-api.ts'
import { useShop } from './use-shop.ts'

/** Signs a customer in; what the guest had in the cart moves along. */
export function useSignIn() {
  const { shop } = useShop()
  const { guestId, signIn } = useSession()
  return useMutation({
    mutationFn: async (credentials: { username: string; password: string }) => {
      const { data } = await shop.post<Resource<OutputOf<typeof createAccessToken>>>(
        '/access-tokens',
        { type: 'access-tokens', attributes: credentials },
        { headers: { 'X-Anonymous-Customer-Unique-Id': guestId } },
      )
      signIn({ accessToken: data.attributes.accessToken, username: credentials.username })
    },
  })
}
