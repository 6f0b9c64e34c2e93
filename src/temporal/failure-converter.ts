import { DefaultFailureConverter } from '@temporalio/common';

/** Encrypts messages and stack traces of failures, which the SDK leaves in plain text. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
