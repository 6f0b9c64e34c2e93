/** A reason the reader can act on: shown as one line, without a stack trace. */
export class Refusal extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** One line of progress on stderr. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}
