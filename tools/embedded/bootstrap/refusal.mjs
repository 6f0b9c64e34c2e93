/** A reason that the user can act on; shown as one line, without a stack trace. */
export class Refusal extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** Writes one line of progress to stderr. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}
