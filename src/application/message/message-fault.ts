import { comesAgain } from '../../persistence/unit-of-work.js';
import type { InboxMessageRow } from '../../persistence/entities/traffic/message.entities.js';

/** Thrown when one message cannot be applied, and would not be the next time either. */
export class MessageFault extends Error {
  override readonly name = 'MessageFault';

  constructor(
    readonly messageId: string,
    options: { cause: unknown },
  ) {
    super(`message ${messageId} cannot be applied`, options);
  }
}

/** Applies a message. Throws `MessageFault` for a fault that this message would always bring. */
export async function applyBlaming<T>({ id }: Pick<InboxMessageRow, 'id'>, apply: () => Promise<T>): Promise<T> {
  try {
    return await apply();
  } catch (error) {
    throw comesAgain(error) ? new MessageFault(id, { cause: error }) : error;
  }
}
