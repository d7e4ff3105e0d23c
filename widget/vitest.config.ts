import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['tillway-source'] },
  test: {
    name: 'widget',
    environment: './src/testing/dom-environment.ts',
    environmentOptions: { happyDOM: { url: 'https://shop.example/checkout' } },
    include: ['src/**/*.test.{ts,tsx}', 'storefront/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/set-up-dom.ts'],
    css: true,
    restoreMocks: true,
  },
})
