import { Client, Connection } from '@temporalio/client';
import { createDataConverter } from '../../temporal/data-converter.js';
import type { CodecKeys } from '../../temporal/codec.js';

/** The API's way to Temporal. Nothing connects before it is used, so the API starts while Temporal is down. */
export interface TemporalLink {
  client: Client;
  /** Whether Temporal answers at the moment; never throws. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

const PROBE_DEADLINE_MS = 1_000;

/** Makes the link to a Temporal server. Payloads are encrypted as everywhere. */
export function createTemporalLink(options: {
  address: string;
  namespace: string;
  codecKeys: CodecKeys;
}): TemporalLink {
  const connection = Connection.lazy({ address: options.address, connectTimeout: PROBE_DEADLINE_MS });
  const { namespace } = options;
  const client = new Client({ connection, namespace, dataConverter: createDataConverter(options.codecKeys) });
  return {
    client,
    answers: async () => {
      try {
        await connection.withDeadline(Date.now() + PROBE_DEADLINE_MS, () =>
          connection.workflowService.describeNamespace({ namespace }),
        );
        return true;
      } catch {
        return false; // the answer to the question; readiness does not depend on it
      }
    },
    close: () => connection.close(),
  };
}

/** Injection token of the question whether Temporal answers. */
export const TEMPORAL_PROBE = Symbol('temporal probe');
export type TemporalProbe = TemporalLink['answers'];
