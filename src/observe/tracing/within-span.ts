import {
  type Context,
  context,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';

/**
 * The span to make. Attributes hold our own names, counts and codes: no ids, no bodies, no address
 * with a path.
 */
interface NewSpan extends SpanOptions {
  readonly name: string;
  /** The context to begin in; by default the caller's. */
  readonly parent?: Context;
}

/**
 * Runs work inside a span and returns its result. An error is thrown on; the span gets only its
 * class, because messages may contain values.
 */
export async function withinSpan<T>(tracer: Tracer, newSpan: NewSpan, work: () => Promise<T>): Promise<T> {
  const { name, parent = context.active(), ...options } = newSpan;
  const span = tracer.startSpan(name, options, parent);
  try {
    return await context.with(trace.setSpan(parent, span), work);
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a span as failed with the class of the error. */
export function fail(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
}
