import { ActivityFailure, ApplicationFailure, TemporalFailure } from '@temporalio/workflow';

/**
 * Tries a step once as a local activity: within the workflow task, which costs one event instead of
 * three and no way through a queue. When it fails or takes too long, it goes on as an ordinary
 * activity, which waits by its priority and is retried. A failure that says that a repetition
 * changes nothing ends the step.
 */
export async function localFirst<Result>(
  locally: () => Promise<Result>,
  inQueue: () => Promise<Result>,
): Promise<Result> {
  try {
    return await locally();
  } catch (error) {
    if (!(error instanceof TemporalFailure) || isFinal(error)) throw error;
    return inQueue();
  }
}

/** Returns whether a failure says that a repetition changes nothing. */
export function isFinal(failure: TemporalFailure): boolean {
  return causeOf(failure)?.nonRetryable === true;
}

/**
 * Returns what an activity threw itself, which a local one brings as it is; undefined when it took
 * too long or was cancelled.
 */
export function causeOf(failure: TemporalFailure): ApplicationFailure | undefined {
  const thrown = failure instanceof ActivityFailure ? failure.cause : failure;
  return thrown instanceof ApplicationFailure ? thrown : undefined;
}
