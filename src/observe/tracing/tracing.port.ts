import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { RequestHandler } from 'express';
import type { DataSource } from 'typeorm';

/** Where a process leaves traces. */
export interface Tracing {
  /**
   * Middleware of the API: a span for each request, named by its route's template. Put it before
   * everything else.
   */
  readonly requests: RequestHandler;
  /** A span for each start and signal of a workflow, and the trace handed over to it. */
  readonly client: WorkflowClientInterceptor;
  /** A span for each attempt of an activity, in the trace of whoever drove its workflow last. */
  readonly activities: ActivityInterceptorsFactory;
  /** A span for each statement on the record inside another span. */
  traceQueries(db: DataSource): void;
  /** Sends what is left, for at most two seconds. */
  stop(): Promise<void>;
}
