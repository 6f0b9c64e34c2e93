// Writes web/src/api/schema.d.ts, the types of the console's client, from docs/openapi.json;
// `--check` fails when it is out of date.
import { runNode } from './steps.mjs';

process.exitCode = await runNode([
  'web/node_modules/openapi-typescript/bin/cli.js',
  'docs/openapi.json',
  ...['--output', 'web/src/api/schema.d.ts'],
  ...['--root-types', '--root-types-no-schema-prefix', '--default-non-nullable=false'],
  ...process.argv.slice(2),
]);
