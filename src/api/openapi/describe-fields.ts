import type { OpenAPIObject } from '@nestjs/swagger';
import { FIELD_WORDS } from './field-words.js';

type Schema = Record<string, unknown>;

/**
 * Gives each field of a document's schemas the words of `FIELD_WORDS`, unless its schema has words
 * of its own. Changes the document. Returns the keys that it used, so that a test finds words that
 * no field has.
 */
export function describeFields(document: Pick<OpenAPIObject, 'paths' | 'components'>): Set<string> {
  const used = new Set<string>();
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) describeIn(schema, name, used);
  describeIn(document.paths, '', used);
  return used;
}

function describeIn(value: unknown, schemaName: string, used: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  const { properties } = value as { properties?: Record<string, Schema> };
  for (const [field, schema] of Object.entries(isFields(properties) ? properties : {})) {
    if (schema['description'] !== undefined) continue;
    const key = [`${schemaName}.${field}`, field].find((candidate) => Object.hasOwn(FIELD_WORDS, candidate));
    if (key === undefined) continue;
    used.add(key);
    schema['description'] = FIELD_WORDS[key];
  }
  for (const [key, child] of Object.entries(value)) {
    // An example is data: its keys are no fields of a schema.
    if (key !== 'example' && key !== 'examples') describeIn(child, schemaName, used);
  }
}

/** Returns whether `properties` are fields of a schema, and not a field that has this name. */
function isFields(properties: unknown): properties is Record<string, Schema> {
  if (typeof properties !== 'object' || properties === null) return false;
  return Object.values(properties).every((schema) => typeof schema === 'object' && schema !== null);
}
