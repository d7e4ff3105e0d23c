import { type OutboundMessage, outboundMessages } from '../../contract/messages.ts'
import type { Database, Executor } from '../../database/database.ts'
import { keepApp, keepMethod, keepOffer } from './app-news-store.ts'
import { keepMerchantStatus } from './merchant-store.ts'
import { insertProcessed } from './message-store.ts'

type Keep = (tx: Executor, message: OutboundMessage) => Promise<void>

const keepOfferedMethod: Keep = (tx, message) => {
  const { name, providerName, paymentMethodAppConfiguration } =
    outboundMessages.AddPaymentMethod.payload.parse(message.payload)
  const configuration = paymentMethodAppConfiguration
  return keepMethod(tx, message, {
    ...{ provider: providerName, method: name },
    ...{ isActive: true, configuration },
  })
}

const keeps: Readonly<Record<string, Keep>> = {
  AddPaymentMethod: keepOfferedMethod,
  UpdatePaymentMethod: keepOfferedMethod,
  DeletePaymentMethod: (tx, message) => {
    const { name, providerName } = outboundMessages.DeletePaymentMethod.payload.parse(
      message.payload,
    )
    return keepMethod(tx, message, {
      ...{ provider: providerName, method: name },
      ...{ isActive: false, configuration: null },
    })
  },
  AppConfigUpdated: (tx, message) =>
    keepApp(tx, message, outboundMessages.AppConfigUpdated.payload.parse(message.payload)),
  ReadyForMerchantAppOnboarding: (tx, message) => {
    const offer = outboundMessages.ReadyForMerchantAppOnboarding.payload.parse(message.payload)
    return keepOffer(tx, message, { appIdentifier: offer.appIdentifier, offer })
  },
  MerchantAppOnboardingStatusChanged: (tx, message) => {
    const { additionalInfo, ...status } =
      outboundMessages.MerchantAppOnboardingStatusChanged.payload.parse(message.payload)
    return keepMerchantStatus(tx, message, { ...status, additionalInfo: additionalInfo ?? null })
  },
}

export const isAppNews = ({ name }: Pick<OutboundMessage, 'name'>): boolean => name in keeps

/** Takes what the app tells of itself: its methods, where it stands, and how far merchants are with it. Once per message. */
export const consumeAppNews = (db: Database, message: OutboundMessage): Promise<void> =>
  db.transaction().execute(async (tx) => {
    if (await insertProcessed(tx, message)) await keeps[message.name]?.(tx, message)
  })
