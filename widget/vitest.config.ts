import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['tillway-source'] },
  test: {
    name: 'widget',
    environment: './src/testing/dom-environment.ts',
    environmentOptions: {
      happyDOM: {
        url: 'https://shop.example/checkout',
        // An empty frame is loaded without the network; the frames of providers are played.
        settings: { enableIframePageLoading: true },
      },
    },
    include: ['{src,storefront,back-office}/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/set-up-dom.ts'],
    css: true,
    restoreMocks: true,
  },
})
