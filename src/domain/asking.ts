/**
 * A decision that asks for what it needs when it needs it, and says what is to be done. It knows no
 * clock and no database: a desk answers each question and does each command, within a transaction or
 * in memory. The same answers give the same commands.
 */
export type Asking<Desk, T = void> = Generator<(desk: Desk) => unknown, T, unknown>;

/** Asks one thing of the desk, or has it do one thing, and returns what it says. */
export function* ask<Desk, T>(of: (desk: Desk) => T): Asking<Desk, T> {
  return (yield of) as T;
}

/** Decides by a desk that answers at once. */
export function decideAtOnce<Desk, T>(asking: Asking<Desk, T>, desk: Desk): T {
  let step = asking.next();
  while (step.done !== true) step = asking.next(step.value(desk));
  return step.value;
}

/** A desk that answers later, each question by a promise. */
export type Later<Desk> = {
  [K in keyof Desk]: Desk[K] extends (...args: infer Args) => infer Answer ? (...args: Args) => Promise<Answer> : never;
};

/** Decides by a desk that answers later: one question after the other. */
export async function decideLater<Desk, T>(asking: Asking<Desk, T>, desk: Later<Desk>): Promise<T> {
  let step = asking.next();
  // A question calls one function of the desk and passes its answer on, so that it may be awaited.
  while (step.done !== true) step = asking.next(await step.value(desk as unknown as Desk));
  return step.value;
}
