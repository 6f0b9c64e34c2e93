import type { Headers } from '@temporalio/common';
import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** The header that carries a trace with starts, signals and activities; absent without tracing. */
export const TRACE_HEADER = 'rangap-trace';

/**
 * Copies the trace of a workflow's latest start or signal into everything that the workflow does.
 * It is in every workflow bundle: without tracing a history is the same to the byte, and replay
 * does not compare headers.
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
        scheduleLocalActivity: (input, next) => next(pass(input)),
        startChildWorkflowExecution: (input, next) => next(pass(input)),
        signalWorkflow: (input, next) => next(pass(input)),
        continueAsNew: (input, next) => next(pass(input)),
      },
    ],
  };
};
