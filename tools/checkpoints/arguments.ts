import { type AcknowledgementReason, REASONS } from '../../src/persistence/audit/kept-checkpoint.js';

/** What `npm run checkpoints` is asked for. */
export type Wanted =
  | { readonly kind: 'export'; readonly folder: string }
  | { readonly kind: 'acknowledge'; readonly by: string; readonly reason: AcknowledgementReason };

/** A person by a number or short name of the house, which may stand in the audit chain. */
const PERSON = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Reads the arguments; undefined when they are none. */
export function readArguments(args: readonly string[]): Wanted | undefined {
  const [first, second, third, fourth, ...others] = args;
  if (others.length > 0 || first === undefined) return undefined;
  if (first !== '--acknowledge')
    return first.startsWith('-') || second !== undefined ? undefined : { kind: 'export', folder: first };
  const reason = REASONS.find((each) => each === second);
  if (reason === undefined || third !== '--by' || fourth === undefined || !PERSON.test(fourth)) return undefined;
  return { kind: 'acknowledge', by: fourth, reason };
}
