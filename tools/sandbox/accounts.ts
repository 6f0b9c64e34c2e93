import { type BookedAccount, type Books, nextOf, prepareBooks, type Shape, SHAPE_NAMES } from '../conformance/books.js';

/** How many accounts of each shape a preparation has: so many runs before the next one. */
const OF_EACH = 12;

/** Makes the books of a sandbox: accounts of each shape, of which each run takes a new one. */
export function prepareSandboxBooks(institution: string, now: Date): Books {
  const checks = SHAPE_NAMES.flatMap((books) =>
    Array.from({ length: OF_EACH }, (_, place) => ({ id: `${books}-${place + 1}`, books })),
  );
  return prepareBooks(institution, [{ checks }], now);
}

/** The accounts of the books that no run has used. */
export class Accounts {
  constructor(
    private readonly all: readonly BookedAccount[],
    private readonly used: Set<string>,
  ) {}

  /** Takes an account of a shape, and the one to which its money went on; undefined where all are used. */
  take(shape: Shape): { account: BookedAccount; next: BookedAccount | undefined } | undefined {
    const account = this.free(shape)[0];
    if (account === undefined) return undefined;
    this.used.add(account.accountNo);
    return { account, next: this.all.find((one) => one.for === nextOf(account.for)) };
  }

  /** How many runs of each shape are left. */
  get left(): Record<Shape, number> {
    const counts = SHAPE_NAMES.map((shape) => [shape, this.free(shape).length]);
    return Object.fromEntries(counts) as Record<Shape, number>;
  }

  private free(shape: Shape): BookedAccount[] {
    const isOf = new RegExp(`^${shape}-\\d+$`);
    return this.all.filter((one) => isOf.test(one.for) && !this.used.has(one.accountNo));
  }
}
