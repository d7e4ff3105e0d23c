import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['tillway-source'] },
  test: {
    name: 'widget',
    // What is loaded may be shared by files, which leave nothing behind in it: loading it for each took most of the time.
    isolate: false,
    // Left alone, all cores but one are used, which is half of a small machine.
    maxWorkers: '100%',
    environment: './src/testing/dom-environment.ts',
    environmentOptions: {
      happyDOM: {
        url: 'https://shop.example/checkout',
        // An empty frame is loaded without the network; the frames of providers are played.
        settings: { enableIframePageLoading: true },
      },
    },
    include: ['{src,page-kit,storefront,back-office}/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/set-up-dom.ts'],
    css: true,
    testTimeout: 20_000,
    restoreMocks: true,
  },
})
