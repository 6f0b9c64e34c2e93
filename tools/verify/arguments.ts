import { parseArgs } from 'node:util';
import { errorCode } from '../embedded/refusal.js';

/** The options of the command line. */
export interface VerifyArguments {
  /** Files of a witness, or folders of them. */
  readonly witness: readonly string[];
  readonly json: boolean;
}

/** Reads the command line; returns undefined when an option is unknown or lacks its value. */
export function readArguments(args: readonly string[]): VerifyArguments | undefined {
  const options = { json: { type: 'boolean' }, witness: { type: 'string', multiple: true } } as const;
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    return { witness: values.witness ?? [], json: values.json === true };
  } catch (error) {
    if (errorCode(error)?.startsWith('ERR_PARSE_ARGS')) return undefined;
    throw error;
  }
}
