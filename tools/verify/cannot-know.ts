import { faultOf } from './fault-of.js';

/**
 * Somebody beside the database was asked and did not answer. The check that needs the answer says
 * that it cannot know (`CheckResult.unknown`); the message is one line for people.
 */
export class CannotKnow extends Error {
  override readonly name = 'CannotKnow';
}

/** Asks somebody outside. Whatever goes wrong becomes `CannotKnow`, with who did not answer. */
export async function askOutside<T>(who: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new CannotKnow(`${who} did not answer: ${faultOf(error)}`);
  }
}
