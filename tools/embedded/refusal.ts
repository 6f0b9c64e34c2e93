/**
 * A fault that the user can put right; shown as one line, without a stack trace. The message says
 * the reason and what to do.
 */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
}

/**
 * Returns the `code` of a Node system error (`ENOENT`, `EADDRINUSE` ...), or undefined for any
 * other value.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Returns the message of any thrown value. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
