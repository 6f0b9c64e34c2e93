import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Encrypts messages and stack traces of failures like any payload; the SDK would leave them in
 * plain text.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
