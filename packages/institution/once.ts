import { isDeepStrictEqual } from 'node:util';

/**
 * What to do with a message that has an id. `decide`: it is new. `repeat`: give the answer of the
 * first time. `reused`: the id came with another message: refuse it with a signed 409.
 */
export type Once<Known> = { readonly act: 'decide' | 'reused' } | { readonly act: 'repeat'; readonly known: Known };

/**
 * Says what to do with an order, release, question, result or notice: each id is decided once, and a
 * repetition gets the same answer. Read and write what is known in the same transaction as the
 * decision, so that two copies that come at the same time are decided once.
 * @param known what the id was decided on before; undefined: it never came
 * @param message the JSON value that came now. The notice to the holder is not compared: an order that
 * was answered comes without its secret
 */
export function decideOnce<Known extends { readonly message: unknown }>(
  known: Known | undefined,
  message: unknown,
): Once<Known> {
  if (known === undefined) return { act: 'decide' };
  const isSame = isDeepStrictEqual(withoutNotice(known.message), withoutNotice(message));
  return isSame ? { act: 'repeat', known } : { act: 'reused' };
}

function withoutNotice(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message;
  const { holderNotice: _, ...rest } = message as { holderNotice?: unknown };
  return rest;
}
