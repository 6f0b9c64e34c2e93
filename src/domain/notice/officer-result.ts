/**
 * What the officer found of a suspension under section 6 (OFF-6C): proceeds by law, or has the
 * institution lift.
 */
export type OfficerResultCode = 'lawful_action' | 'unfounded';

/** The officer's word on a suspension; a lawful action is named: case number, warrant or order. */
export type OfficerResult =
  { result: 'proceeded'; reason: string; reference: string } | { result: 'lifted'; reason: string };
