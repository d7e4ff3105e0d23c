/** The boundaries of ARCHITECTURE.md, checked on resolved files. `scripts/check.mjs` fails when too few modules are seen. */
const tests = '\\.(test|conformance)\\.tsx?$|/testing/'

module.exports = {
  forbidden: [
    {
      name: 'nouns-stay-pure',
      comment:
        'The heart of payments is decided without I/O: nouns import nouns, the contract, the types of ports, and result.ts.',
      severity: 'error',
      from: {
        path: '^server/src/payments/(payment|movement|announce|money-news|change|apply-charge|operation|operation-change|express-customer|region|idempotency|shopper|reader|started-payment|draft-payment|money)\\.ts$',
      },
      to: {
        pathNot:
          '^server/src/payments/(payment|movement|announce|money-news|change|apply-charge|operation|operation-change|express-customer|region|idempotency|shopper|reader|started-payment|draft-payment|money)\\.ts$|^server/src/(contract|result\\.ts|tenants/(tenant|payment-method)\\.ts|psp/psp\\.ts|shop/shop\\.ts)|currency-codes|^node:crypto$|^crypto$',
      },
    },
    {
      name: 'marketplace-nouns-stay-pure',
      comment:
        'What may be paid out and taken back, and what a picture of an account means, is decided without I/O.',
      severity: 'error',
      from: {
        path: '^server/src/marketplace/(merchant|transfer|transfer-groups|transfer-plan)\\.ts$',
      },
      to: {
        pathNot:
          '^server/src/marketplace/(merchant|transfer|transfer-groups|transfer-plan)\\.ts$|^server/src/(contract/|payments/payment\\.ts|psp/(psp|marketplace)\\.ts|tenants/(connection|app-messages)\\.ts)',
      },
    },
    {
      name: 'hono-stays-at-the-edge',
      comment: 'A verb that knows a framework cannot be called by another protocol.',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: `^server/src/(http|sandbox-psp)/|^server/src/server\\.ts$|${tests}`,
      },
      to: { path: 'node_modules/.*hono|^hono' },
    },
    {
      name: 'the-core-knows-no-edge',
      comment: 'Arrows point inward: edges call verbs, never the other way round.',
      severity: 'error',
      from: {
        path: '^server/src/(payments|marketplace|inbox|messages|back-office|limits|metrics|tenants|tokens|psp|shop|database)/',
        pathNot: tests,
      },
      to: { path: '^server/src/http/' },
    },
    {
      name: 'the-back-office-knows-ports',
      comment:
        'Operators see what any provider and any shop did: nothing of one of them belongs there.',
      severity: 'error',
      from: { path: '^server/src/back-office/', pathNot: tests },
      to: { path: '^server/src/(psp/[^/]+/|sandbox-psp/|shop/builtin/)' },
    },
    {
      name: 'edges-only-translate',
      comment: 'An edge that reads a table or names an adapter has business logic in it.',
      severity: 'error',
      from: { path: '^server/src/http/', pathNot: tests },
      to: { path: '-store\\.ts$|^server/src/(psp/(sandbox|stripe|paypal)|sandbox-psp)/' },
    },
    {
      name: 'adapters-know-only-their-port',
      comment: 'Adapters never import each other, and never what calls them.',
      severity: 'error',
      from: { path: '^server/src/psp/([^/]+)/', pathNot: tests },
      to: {
        path: '^server/src/',
        pathNot:
          '^server/src/psp/($1/|(psp|psp-kind|marketplace|keep-alive-fetch)\\.ts)|^server/src/(contract/|result\\.ts|tenants/payment-method\\.ts)',
      },
    },
    {
      name: 'the-sandbox-stands-alone',
      comment:
        'The sandbox PSP is a service of its own: it must not know what is on the other side of the wire.',
      severity: 'error',
      from: { path: '^server/src/sandbox-psp/', pathNot: tests },
      to: { path: '^server/src/', pathNot: '^server/src/sandbox-psp/' },
    },
    {
      name: 'the-shop-sees-what-a-real-shop-sees',
      comment:
        'The built-in shop calls the app over HTTP and hears of payments by messages; it reads no payment.',
      severity: 'error',
      from: { path: '^server/src/shop/builtin/', pathNot: tests },
      to: {
        path: '^server/src/(payments|inbox|messages|psp|http)/',
        pathNot: '^server/src/payments/(shopper|money)\\.ts$',
      },
    },
    {
      name: 'order-processes-are-pure',
      comment:
        'An order process is decided, checked and drawn without I/O or clock; reading its files is left to three verbs.',
      severity: 'error',
      from: {
        path: '^server/src/shop/builtin/oms/',
        pathNot: `(import-xml|folder-reader|oms-command|main)\\.ts$|${tests}`,
      },
      to: {
        pathNot:
          '^server/src/shop/builtin/oms/(?!(import-xml|folder-reader|oms-command|main)\\.)|^server/src/result\\.ts$|node_modules/.*(dagre|saxes)',
      },
    },
    {
      name: 'order-processes-know-no-shop',
      comment:
        'The shop runs its processes; a process that knew the shop could not be read from a file.',
      severity: 'error',
      from: { path: '^server/src/shop/builtin/oms/', pathNot: tests },
      to: { path: '^server/src/', pathNot: '^server/src/(shop/builtin/oms/|result\\.ts$)' },
    },
    {
      name: 'contract-is-plain-data',
      comment: 'The browser and the documents read the contract: it imports zod and nothing else.',
      severity: 'error',
      from: { path: '^server/src/contract/', pathNot: `${tests}|/write-documents\\.ts$` },
      to: { pathNot: '^server/src/contract/|node_modules/.*zod' },
    },
    {
      name: 'only-stores-know-sql',
      comment: 'A row is parsed once, in its store.',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: `-store\\.ts$|^server/src/(database/|demo\\.ts|deps\\.ts)|${tests}`,
      },
      to: { path: 'node_modules/.*(kysely|/pg/|pglite)|^(kysely|pg)$' },
    },
    {
      name: 'widget-takes-types-only',
      comment: 'zod in the browser costs more than the whole widget.',
      severity: 'error',
      from: { path: '^widget/' },
      to: { path: '^server/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'widget-reads-the-contract-only',
      comment: 'What the server does inside is not for the browser.',
      severity: 'error',
      from: { path: '^widget/' },
      to: { path: '^server/', pathNot: '^server/src/contract/' },
    },
    {
      name: 'core-without-react',
      comment: 'The headless core runs in any framework.',
      severity: 'error',
      from: { path: '^widget/src/core/', pathNot: tests },
      to: { path: '^widget/src/(react|components|elements|embed)/|node_modules/.*react' },
    },
    {
      name: 'rings-point-inward',
      comment: 'A ring of the widget imports only rings inside it.',
      severity: 'error',
      from: { path: '^widget/src/(react|components)/', pathNot: tests },
      to: { path: '^widget/src/(elements|embed)/' },
    },
    {
      name: 'storefront-is-a-customer',
      comment: 'The demo shows what a customer can do: it uses the public entries of the widget.',
      severity: 'error',
      from: { path: '^widget/storefront/' },
      to: {
        path: '^widget/src/',
        pathNot: '^widget/src/(index|core/index|elements/index)\\.tsx?$|^widget/src/styles/',
      },
    },
    {
      name: 'back-office-stands-alone',
      comment:
        'The pages for operators are no customer of the widget: they share only what reads a stream and writes an amount.',
      severity: 'error',
      from: { path: '^widget/back-office/' },
      to: {
        path: '^widget/(src|storefront)/',
        pathNot: '^widget/src/(core/(event-stream|pause)|locales/format-amount)\\.ts$',
      },
    },
    {
      name: 'the-page-kit-knows-no-app',
      comment:
        'What the pages of both apps are made of fits both: it knows neither of them, and not the widget that only one of them has.',
      severity: 'error',
      from: { path: '^widget/page-kit/' },
      to: { path: '^widget/(src|storefront|back-office)/' },
    },
    {
      name: 'the-widget-brings-no-pages',
      comment: 'Shops build their own pages around the widget.',
      severity: 'error',
      from: { path: '^widget/src/' },
      to: { path: '^widget/(page-kit|storefront)/' },
    },
    {
      name: 'nobody-needs-the-back-office',
      comment: 'What shops load must not grow by what operators see.',
      severity: 'error',
      from: { path: '^widget/(src|storefront)/' },
      to: { path: '^widget/back-office/' },
    },
    {
      name: 'journeys-see-the-product',
      comment: 'A journey knows what a person knows; words come from the locales.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: {
        path: '^(server|widget)/',
        pathNot: '^server/src/contract/|^widget/(src/locales|storefront/words|back-office/words)',
      },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-imports-a-test',
      comment: 'Tests and their fixtures are leaves.',
      severity: 'error',
      from: { pathNot: `${tests}|^server/bench/|^widget/src/testing/|^e2e/` },
      to: { path: '\\.test\\.tsx?$|^server/src/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(server|widget)/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'server/tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['tillway-source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
