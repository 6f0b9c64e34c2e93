import { setTimeout as sleep } from 'node:timers/promises';
import type { NativeConnection } from '@temporalio/worker';
import { ConfigurationError } from '../config/environment.js';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes.js';

/** Numbers of the types (temporal.api.enums.v1.IndexedValueType). */
const INDEXED_AS = { KEYWORD: 2, DATETIME: 6 } as const;

/** The server's own processes learn of a new attribute within seconds. */
const KNOWN_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;

/**
 * Registers the search attributes that a namespace lacks, and resolves when workflows can be listed
 * by them: without them the server refuses a start, and a workflow cannot go on.
 * @throws ConfigurationError when the namespace lacks some and does not let us register them
 */
export async function registerSearchAttributes(
  { operatorService, workflowService }: Pick<NativeConnection, 'operatorService' | 'workflowService'>,
  namespace: string,
): Promise<void> {
  const isKnown = async (): Promise<boolean> => {
    const query = SEARCH_ATTRIBUTES.map(({ name }) => `${name} IS NULL`).join(' AND ');
    try {
      await workflowService.countWorkflowExecutions({ namespace, query });
      return true;
    } catch {
      return false; // one is missing, or not known to this server yet
    }
  };
  if (await isKnown()) return;
  const missing = await missingAttributes(operatorService, namespace);
  if (missing.length > 0) await register(operatorService, namespace, missing);
  const giveUpAt = Date.now() + KNOWN_WITHIN_MS;
  while (!(await isKnown()) && Date.now() < giveUpAt) await sleep(LOOK_EVERY_MS);
}

type Operator = NativeConnection['operatorService'];
type Missing = readonly (typeof SEARCH_ATTRIBUTES)[number][];

async function missingAttributes(operator: Operator, namespace: string): Promise<Missing> {
  const { customAttributes } = await operator.listSearchAttributes({ namespace });
  return SEARCH_ATTRIBUTES.filter(({ name }) => customAttributes[name] === undefined);
}

async function register(operator: Operator, namespace: string, missing: Missing): Promise<void> {
  const searchAttributes = Object.fromEntries(missing.map(({ name, type }) => [name, INDEXED_AS[type]]));
  try {
    await operator.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    // Another worker may have registered them meanwhile.
    const left = await missingAttributes(operator, namespace);
    if (left.length === 0) return;
    const names = left.map(({ name, type }) => `${name} (${type})`).join(', ');
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new ConfigurationError([
      `TEMPORAL_NAMESPACE: ${namespace} lacks the search attributes ${names}, and does not let us register them: ${reason}`,
    ]);
  }
}
