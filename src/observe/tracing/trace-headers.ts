import { type Context, context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { TRACE_HEADER } from '../../temporal/carry-trace.js';

/** Adds the caller's trace to headers. */
export function headersWithTrace(headers: Headers): Headers {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return { ...headers, [TRACE_HEADER]: defaultPayloadConverter.toPayload(carrier) };
}

/** Reads the trace in headers, or the root when the sender traces nothing. */
export function traceInHeaders(headers: Headers): Context {
  const payload = headers[TRACE_HEADER];
  if (payload === undefined) return ROOT_CONTEXT;
  return propagation.extract(ROOT_CONTEXT, defaultPayloadConverter.fromPayload<Record<string, string>>(payload));
}
