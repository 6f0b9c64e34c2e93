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
 * What a span is. Attributes carry names of ours, counts and codes: no ids, no bodies, no addresses
 * with a path.
 */
export interface SpanWish extends SpanOptions {
  readonly name: string;
  /** The context to begin in; that of the caller unless told. */
  readonly parent?: Context;
}

/**
 * Runs work inside a span. A fault ends it by the fault's class alone: messages may carry values.
 * Gives the work's own result or fault.
 */
export async function withinSpan<T>(tracer: Tracer, wish: SpanWish, work: () => Promise<T>): Promise<T> {
  const { name, parent = context.active(), ...options } = wish;
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

/** Marks a span as failed, by the class of the fault. */
export function fail(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
}
