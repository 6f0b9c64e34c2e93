import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { FAILURE } from '../src/contract/failures.js';

/** Makes the failure of work within a workflow task for which there is no room; it is no fault. */
export function noRoom(): ApplicationFailure {
  return ApplicationFailure.create({
    type: FAILURE.NO_ROOM,
    message: 'too much work within workflow tasks',
    category: ApplicationFailureCategory.BENIGN,
  });
}
