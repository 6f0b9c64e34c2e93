import { type Context, context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { TRACE_HEADER } from '../../temporal/carry-trace.js';

/** Headers that carry the trace of the caller, beside what they carried. */
export function headersWithTrace(headers: Headers): Headers {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return { ...headers, [TRACE_HEADER]: defaultPayloadConverter.toPayload(carrier) };
}

/**
 * The trace in headers, or the root when there is none: the process that drove the workflow keeps
 * no traces.
 */
export function traceInHeaders(headers: Headers): Context {
  const payload = headers[TRACE_HEADER];
  if (payload === undefined) return ROOT_CONTEXT;
  return propagation.extract(ROOT_CONTEXT, defaultPayloadConverter.fromPayload<Record<string, string>>(payload));
}
