import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import type { TemporalConnection } from '../../temporal/connection-options.js';
import { createDataConverter } from '../../temporal/data-converter.js';
import type { CodecKeys } from '../../temporal/codec.js';

/**
 * The API's link to Temporal. It connects at first use, so that the API starts while Temporal is
 * down.
 */
export interface TemporalLink {
  client: Client;
  /** Returns whether Temporal answers now; never throws. */
  answers: () => Promise<boolean>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 2_000;
/** Short, because a readiness probe waits only a second itself. */
const PROBE_DEADLINE_MS = 500;

/** Creates the link to a Temporal server. Payloads are encrypted as everywhere. */
export function createTemporalLink(options: {
  connect: TemporalConnection;
  namespace: string;
  codecKeys: CodecKeys;
  /** Interceptors around every start and signal. */
  interceptors?: WorkflowClientInterceptor[];
}): TemporalLink {
  const connection = Connection.lazy({
    ...options.connect,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // Without the client's own retries: they throw outside every promise when the connection was
    // closed meanwhile.
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
      // A failure means no. The client's own deadline does not cover connecting, so the wait is
      // limited here too.
      const answered = asked.then(
        () => true,
        () => false,
      );
      return Promise.race([answered, sleep(PROBE_DEADLINE_MS, false, { ref: false })]);
    },
    close: () => connection.close(),
  };
}

/** Injection token of the probe that asks whether Temporal answers. */
export const TEMPORAL_PROBE = Symbol('temporal probe');
export type TemporalProbe = TemporalLink['answers'];
