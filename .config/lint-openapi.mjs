// Checks both OpenAPI documents by the rules that Spectral and Redocly recommend, and that every
// field has a description; an error of either fails the run. It opens no connection.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import parsers from '@stoplight/spectral-parsers';
import rulesets from '@stoplight/spectral-rulesets';
import spectral from '@stoplight/spectral-core';
import { projectDir } from './steps.mjs';

const DOCUMENTS = ['docs/openapi.json', 'docs/institution-protocol.openapi.json'];
const SPECTRAL_ERROR = 0;

/** Returns the errors of Spectral's rules for OpenAPI, as lines. */
async function spectralErrors(file) {
  const linter = new spectral.Spectral();
  linter.setRuleset({ extends: [[rulesets.oas, 'recommended']] });
  const text = readFileSync(path.join(projectDir, file), 'utf8');
  const results = await linter.run(new spectral.Document(text, parsers.Json, file));
  return results
    .filter(({ severity }) => severity === SPECTRAL_ERROR)
    .map(({ code, path: at, message }) => `${file}: spectral ${code}: ${at.join('/')}: ${message}`);
}

/** Returns the errors of Redocly's rules, as lines; an example that breaks its schema is one. */
async function redoclyErrors(file) {
  const rules = { 'no-invalid-media-type-examples': 'error' };
  const config = await createConfig({ extends: ['recommended'], rules });
  const problems = await lint({ ref: path.join(projectDir, file), config });
  return problems
    .filter(({ severity, ignored }) => severity === 'error' && !ignored)
    .map(({ ruleId, location, message }) => `${file}: redocly ${ruleId}: ${location[0]?.pointer}: ${message}`);
}

/** Returns the fields without a description, as lines. */
function fieldsWithoutWords(file) {
  const found = [];
  const visit = (value, at) => {
    if (typeof value !== 'object' || value === null) return;
    const fields = at.endsWith('/properties') ? {} : (value.properties ?? {});
    for (const [field, schema] of Object.entries(fields)) {
      if (!schema.description) found.push(`${file}: no description: ${at}/properties/${field}`);
    }
    for (const [key, child] of Object.entries(value)) {
      if (key !== 'example' && key !== 'examples') visit(child, `${at}/${key}`);
    }
  };
  visit(JSON.parse(readFileSync(path.join(projectDir, file), 'utf8')), '#');
  return found;
}

const errors = [];
for (const file of DOCUMENTS) {
  errors.push(...(await spectralErrors(file)), ...(await redoclyErrors(file)), ...fieldsWithoutWords(file));
}
for (const line of errors) console.log(line);
console.log(`${DOCUMENTS.length} documents, ${errors.length} errors`);
process.exitCode = errors.length === 0 ? 0 : 1;
