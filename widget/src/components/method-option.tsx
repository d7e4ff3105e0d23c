import type { PaymentMethodView } from '../core/contract.ts'

type MethodOptionProps = {
  method: PaymentMethodView
  group: string
  isSelected: boolean
  isLocked: boolean
  onSelect: () => void
}

/** One way to pay: its name, what happens next, and the brands it takes. */
export function MethodOption({ method, group, isSelected, isLocked, onSelect }: MethodOptionProps) {
  const { paymentProviderName: provider, paymentMethodName: name, icons } = method
  return (
    <label className="tillway-method" part="method" data-selected={isSelected}>
      <input
        type="radio"
        className="tillway-radio"
        name={group}
        value={`${provider}:${name}`}
        checked={isSelected}
        disabled={isLocked && !isSelected}
        onChange={onSelect}
        data-testid={`tillway-method-${provider}-${name}`}
      />
      <span className="tillway-method-text">
        <span className="tillway-method-name">{method.name}</span>
        {method.description && (
          <span className="tillway-method-description">{method.description}</span>
        )}
      </span>
      {icons.length > 0 && (
        <span className="tillway-icons">
          {icons.map((icon) => (
            <span key={icon} className="tillway-icon">
              {icon}
            </span>
          ))}
        </span>
      )}
    </label>
  )
}
