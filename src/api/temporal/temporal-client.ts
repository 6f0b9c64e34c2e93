import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import { createDataConverter } from '../../temporal/data-converter.js';
import type { CodecKeys } from '../../temporal/codec.js';

/**
 * The API's way to Temporal. Nothing connects before it is used, so the API starts while Temporal
 * is down.
 */
export interface TemporalLink {
  client: Client;
  /** Whether Temporal answers at the moment; never throws. */
  answers: () => Promise<boolean>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 2_000;
/** Short: whoever asks for readiness waits no longer than a second himself. */
const PROBE_DEADLINE_MS = 500;

/** Makes the link to a Temporal server. Payloads are encrypted as everywhere. */
export function createTemporalLink(options: {
  address: string;
  namespace: string;
  codecKeys: CodecKeys;
  /** Around every start and signal. */
  interceptors?: WorkflowClientInterceptor[];
}): TemporalLink {
  const connection = Connection.lazy({
    address: options.address,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // without the client's own repeating: it throws outside every promise when the connection was
    // closed meanwhile
    interceptors: [],
  });
  const { namespace } = options;
  const client = new Client({
    connection,
    namespace,
    dataConverter: createDataConverter(options.codecKeys),
    interceptors: { workflow: options.interceptors ?? [] },
  });
  return {
    client,
    answers: async () => {
      const asked = connection.withDeadline(Date.now() + PROBE_DEADLINE_MS, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
      // A failure is the answer to the question. The client's own deadline leaves connecting out,
      // so the wait is bounded here as well.
      const answered = asked.then(
        () => true,
        () => false,
      );
      return Promise.race([answered, sleep(PROBE_DEADLINE_MS, false, { ref: false })]);
    },
    close: () => connection.close(),
  };
}

/** Injection token of the question whether Temporal answers. */
export const TEMPORAL_PROBE = Symbol('temporal probe');
export type TemporalProbe = TemporalLink['answers'];
