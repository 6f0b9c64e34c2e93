// Checks both OpenAPI documents, or those that are named, by the rules that Spectral and Redocly
// recommend, that every field, parameter, answer and header of an answer is described, and that no
// list may be null. Any error fails the run. It opens no connection.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import parsers from '@stoplight/spectral-parsers';
import rulesets from '@stoplight/spectral-rulesets';
import spectral from '@stoplight/spectral-core';
import { projectDir } from './steps.mjs';

const named = process.argv.slice(2);
const documents = named.length > 0 ? named : ['docs/openapi.json', 'docs/institution-protocol.openapi.json'];
const SPECTRAL_ERROR = 0;

/** Returns the errors of Spectral's rules for OpenAPI, as lines. */
async function spectralErrors(file) {
  const linter = new spectral.Spectral();
  linter.setRuleset({ extends: [[rulesets.oas, 'recommended']] });
  const text = readFileSync(path.resolve(projectDir, file), 'utf8');
  const results = await linter.run(new spectral.Document(text, parsers.Json, file));
  return results
    .filter(({ severity }) => severity === SPECTRAL_ERROR)
    .map(({ code, path: at, message }) => `${file}: spectral ${code}: ${at.join('/')}: ${message}`);
}

/** Returns the errors of Redocly's rules, as lines; an example that breaks its schema is one. */
async function redoclyErrors(file) {
  const rules = { 'no-invalid-media-type-examples': 'error' };
  const config = await createConfig({ extends: ['recommended'], rules });
  const problems = await lint({ ref: path.resolve(projectDir, file), config });
  return problems
    .filter(({ severity, ignored }) => severity === 'error' && !ignored)
    .map(({ ruleId, location, message }) => `${file}: redocly ${ruleId}: ${location[0]?.pointer}: ${message}`);
}

/** Returns what our own rules refuse in a document, as lines. */
function ownErrors(file) {
  const found = [];
  const visit = (value, at) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [part, described] of partsOf(value, at)) {
      if (!described?.$ref && !/[A-Za-z]{2}/.test(described?.description ?? '')) {
        found.push(`${file}: no description: ${at}/${part}`);
      }
    }
    if (isListOrNull(value)) found.push(`${file}: a list that may be null: ${at}`);
    for (const [key, child] of Object.entries(value)) {
      if (key !== 'example' && key !== 'examples') visit(child, `${at}/${key}`);
    }
  };
  visit(JSON.parse(readFileSync(path.resolve(projectDir, file), 'utf8')), '#');
  return found;
}

/** Whether a schema is a list or null, for which the Java generator writes a class that javac refuses. */
function isListOrNull({ anyOf }) {
  return Array.isArray(anyOf) && ['array', 'null'].every((type) => anyOf.some((schema) => schema.type === type));
}

/** Returns what an object of a document must describe, with its place in the object. */
function partsOf(value, at) {
  const { properties, operationId, parameters = [], responses = {} } = value;
  if (operationId !== undefined) {
    const answers = Object.entries(responses);
    return [
      ...parameters.map((parameter) => [`parameters/${parameter.name ?? parameter.$ref}`, parameter]),
      ...answers.map(([status, answer]) => [`responses/${status}`, answer]),
      ...answers.flatMap(([status, { headers = {} }]) =>
        Object.entries(headers).map(([name, header]) => [`responses/${status}/headers/${name}`, header]),
      ),
    ];
  }
  // A field that is called `properties` is no list of fields; a field has words, also beside a $ref.
  if (at.endsWith('/properties') || properties === undefined) return [];
  return Object.entries(properties).map(([field, { description }]) => [`properties/${field}`, { description }]);
}

const errors = [];
for (const file of documents) {
  errors.push(...(await spectralErrors(file)), ...(await redoclyErrors(file)), ...ownErrors(file));
}
for (const line of errors) console.log(line);
console.log(`${documents.length} documents, ${errors.length} errors`);
process.exitCode = errors.length === 0 ? 0 : 1;
