/**
 * Something the person at the keyboard can put right: shown as one line, without a stack trace. The
 * message is the reason and what to do.
 */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
}

/**
 * The `code` of a Node system error (`ENOENT`, `EADDRINUSE` ...), or undefined for anything else.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The message of whatever was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
