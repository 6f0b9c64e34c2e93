import type { Headers } from '@temporalio/common';
import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';

/**
 * The header in which a trace travels with starts, signals and activities; absent while nobody
 * keeps traces.
 */
export const TRACE_HEADER = 'rangap-trace';

/**
 * Hands the trace of whoever drove a workflow last on to what the workflow does. Part of every
 * workflow bundle: it only passes on what came, so without traces a history is the same to the
 * byte, and headers are no part of what replay compares.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let latest: Headers[string] | undefined;
  const keep = (headers: Headers): void => {
    latest = headers[TRACE_HEADER] ?? latest;
  };
  const pass = <T extends { readonly headers: Headers }>(input: T): T =>
    latest === undefined ? input : { ...input, headers: { ...input.headers, [TRACE_HEADER]: latest } };
  return {
    inbound: [
      {
        execute: (input, next) => {
          keep(input.headers);
          return next(input);
        },
        handleSignal: (input, next) => {
          keep(input.headers);
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(pass(input)),
        startChildWorkflowExecution: (input, next) => next(pass(input)),
        signalWorkflow: (input, next) => next(pass(input)),
        continueAsNew: (input, next) => next(pass(input)),
      },
    ],
  };
};
