import type { OpenAPIObject } from '@nestjs/swagger';
import { PARAMETER_WORDS } from './parameter-words.js';

interface Parameter {
  name: string;
  in: string;
  description?: string;
}

/**
 * Gives each parameter of a document's routes the words of `PARAMETER_WORDS`, unless it has words
 * of its own. Changes the document. Returns the keys that it used, so that a test finds words that
 * no parameter has.
 */
export function describeParameters({ paths }: Pick<OpenAPIObject, 'paths'>): Set<string> {
  const used = new Set<string>();
  for (const [path, item] of Object.entries(paths)) {
    for (const { operationId = '', parameters = [] } of Object.values(item) as Operation[]) {
      for (const parameter of parameters) {
        if (parameter.description !== undefined) continue;
        const key = keysOf(parameter, operationId, path).find((each) => Object.hasOwn(PARAMETER_WORDS, each));
        if (key === undefined) continue;
        used.add(key);
        parameter.description = PARAMETER_WORDS[key];
      }
    }
  }
  return used;
}

interface Operation {
  operationId?: string;
  parameters?: Parameter[];
}

/** Returns under which keys the words of a parameter may stand, the narrowest first. */
function keysOf({ name, in: where }: Parameter, operationId: string, path: string): string[] {
  if (where !== 'path') return [`${operationId}.${name}`, name];
  const segments = path.split('/');
  return [`${segments[segments.indexOf(`{${name}}`) - 1] ?? ''}.${name}`];
}
