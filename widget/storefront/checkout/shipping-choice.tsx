import { ActionFailure } from '../../page-kit/query-view.tsx'
import { RadioList } from '../parts/radio-list.tsx'
import { useMoney } from '../parts/use-money.ts'
import { useWords } from '../session/language.tsx'
import type { CheckoutData, useChooseShipment } from '../shop/checkout.ts'

type ShippingChoiceProps = {
  checkoutData: CheckoutData
  choice: ReturnType<typeof useChooseShipment>
}

/** The shipping methods with their prices; choosing one changes the total at once. */
export function ShippingChoice({ checkoutData, choice }: ShippingChoiceProps) {
  const words = useWords()
  const money = useMoney()
  const chosen = choice.isPending ? choice.variables : checkoutData.selectedShipmentMethod
  return (
    <div>
      <RadioList
        name="shipment"
        legend={words.checkout.shippingMethod}
        choices={checkoutData.shipmentMethods.map(({ id, name, carrierName, price, currency }) => ({
          id,
          title: name,
          note: carrierName,
          end: price === 0 ? words.checkout.free : money(price, currency),
        }))}
        chosen={chosen}
        onChoose={(id) => choice.mutate(id)}
      />
      <ActionFailure error={choice.error} />
    </div>
  )
}
