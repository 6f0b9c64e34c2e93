import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { RequestHandler } from 'express';
import type { DataSource } from 'typeorm';

/** The places in a process that make spans. */
export interface Tracing {
  /** The API's middleware: a span for each request. It must be the first middleware. */
  readonly requests: RequestHandler;
  /** A span for each start and signal of a workflow, which carries the trace on. */
  readonly client: WorkflowClientInterceptor;
  /** A span for each attempt of an activity, in the trace of its workflow's latest signal. */
  readonly activities: ActivityInterceptorsFactory;
  /** Makes a span for each database statement inside another span. */
  traceQueries(db: DataSource): void;
  /** Sends the last spans; waits for at most two seconds. */
  stop(): Promise<void>;
}
