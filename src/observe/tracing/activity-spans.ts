import { SpanKind, type Tracer } from '@opentelemetry/api';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { traceInHeaders } from './trace-headers.js';
import { withinSpan } from './within-span.js';

/**
 * Makes a span for each attempt of an activity. The span may begin days after the request of its
 * trace, because a hold can last for days.
 */
export function tracedActivities(tracer: Tracer): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      execute: (input, next) =>
        withinSpan(
          tracer,
          {
            name: info.activityType,
            kind: SpanKind.CONSUMER,
            parent: traceInHeaders(input.headers),
            attributes: { 'rangap.queue': info.taskQueue, 'rangap.attempt': info.attempt },
          },
          () => next(input),
        ),
    },
  });
}
