import { randomInt } from 'node:crypto';
import { z } from 'zod';

const Satang = z.string().regex(/^[0-9]+$/);
const Entry = z.object({
  /** Who is on the other side. */
  institution: z.string(),
  accountNo: z.string(),
  reference: z.string(),
  amountSatang: Satang,
  at: z.iso.datetime(),
});

const BookedAccount = z.object({
  /** The check that plays on it. */
  for: z.string(),
  accountNo: z.string(),
  status: z.enum(['open', 'closed']),
  /** The citizen id of its holder, made up; absent: the bank has none. */
  holderNo: z.string().optional(),
  /** What is there before the first entry. */
  openingSatang: Satang,
  /** Booked in the order of their time, credits and debits together. */
  credits: z.array(Entry),
  debits: z.array(Entry.extend({ promptPay: z.object({ kind: z.enum(['phone']), value: z.string() }).optional() })),
});
export type BookedAccount = z.infer<typeof BookedAccount>;

/** What an institution books in its test system before a run: accounts, and what came and went. */
export const Books = z.object({
  institution: z.string(),
  preparedAt: z.iso.datetime(),
  accounts: z.array(BookedAccount),
});
export type Books = z.infer<typeof Books>;

/** A credit of 50,000 baht, and what else the account has. All amounts in satang. */
export const STOLEN = 5_000_000n;
const HALF = 2_000_000n;

/** Of whom an account is: where it is, its number, and that of the account to which its money may go on. */
interface Own {
  readonly institution: string;
  readonly accountNo: string;
  readonly nextNo: string;
}

/** What stands on an account, and on the next one of the same institution where its money went on to that. */
type Shaped = Partial<BookedAccount> & { readonly next?: Partial<BookedAccount> };

/** What can stand on an account: made for a mark of the run and an instant (epoch ms). */
const SHAPES = {
  /** The stolen credit is all there. */
  whole: (mark, at) => ({ credits: [credit(mark, 'A', STOLEN, at)] }),
  /** Of the stolen credit 20,000 baht went on to another bank. */
  spent: (mark, at) => ({ credits: [credit(mark, 'A', STOLEN, at)], debits: [debit(mark, 'X', HALF, at + 60_000)] }),
  /** Of the stolen credit 20,000 baht went on to another account of the same institution. */
  onward: (mark, at, { institution, accountNo, nextNo }) => ({
    credits: [credit(mark, 'A', STOLEN, at)],
    debits: [entry(mark, 'X', HALF, at + 60_000, { institution, accountNo: nextNo })],
    next: { credits: [entry(mark, 'X', HALF, at + 60_000, { institution, accountNo })] },
  }),
  /** All of it went on. */
  gone: (mark, at) => ({ credits: [credit(mark, 'A', STOLEN, at)], debits: [debit(mark, 'X', STOLEN, at + 60_000)] }),
  /** All of it went on, and 50,000 baht of another came in afterwards. */
  later: (mark, at) => ({
    credits: [credit(mark, 'A', STOLEN, at), credit(mark, 'B', STOLEN, at + 120_000)],
    debits: [debit(mark, 'X', STOLEN, at + 60_000)],
  }),
  /** Two credits are there: 50,000 and 20,000 baht. */
  both: (mark, at) => ({ credits: [credit(mark, 'A', STOLEN, at), credit(mark, 'B', HALF, at + 60_000)] }),
  /** The account was emptied and closed. */
  closed: (mark, at) => ({
    status: 'closed',
    credits: [credit(mark, 'A', STOLEN, at)],
    debits: [debit(mark, 'X', STOLEN, at + 60_000)],
  }),
  /** The victim's account: three debits, two of them of one amount, one by a PromptPay id. */
  sender: (mark, at) => ({
    openingSatang: '10000000',
    holderNo: '9123456789010',
    debits: [
      debit(mark, 'A', 150_000n, at),
      { ...debit(mark, 'B', 250_000n, at + 60_000), promptPay: { kind: 'phone', value: '0899999999' } },
      debit(mark, 'C', 250_000n, at + 120_000),
    ],
  }),
} satisfies Record<string, (mark: string, at: number, own: Own) => Shaped>;
export type Shape = keyof typeof SHAPES;
export const SHAPE_NAMES = Object.keys(SHAPES) as [Shape, ...Shape[]];

/** The name, in the books, of the account to which the money of an account went on. */
export function nextOf(id: string): string {
  return `${id}/next`;
}

/** How long before a run its entries are booked, in ms. */
const BEFORE_MS = 7_200_000;

/**
 * Makes the books of a run: an account of its own for each check, with numbers and references that no
 * other run has, so that a run can be repeated on the same test system.
 */
export function prepareBooks(
  institution: string,
  chapters: readonly { readonly checks: readonly { readonly id: string; readonly books?: Shape }[] }[],
  now: Date,
): Books {
  const run = randomInt(100_000, 1_000_000);
  const at = now.getTime() - BEFORE_MS;
  const checks = chapters.flatMap((chapter) => chapter.checks);
  const accounts = checks.flatMap(({ id, books }, index): BookedAccount[] => {
    if (books === undefined) return [];
    const place = String(index).padStart(4, '0');
    const empty = { status: 'open' as const, openingSatang: '0', credits: [], debits: [] };
    const own = { institution, accountNo: `${run}${place}`, nextNo: `${run}5${place.slice(1)}` };
    const { next, ...shaped }: Shaped = SHAPES[books](`K${run}-${place}`, at, own);
    const account = { for: id, accountNo: own.accountNo, ...empty, ...shaped };
    return next === undefined ? [account] : [account, { for: nextOf(id), accountNo: own.nextNo, ...empty, ...next }];
  });
  return { institution, preparedAt: now.toISOString(), accounts };
}

function credit(mark: string, name: string, amount: bigint, at: number) {
  return entry(mark, name, amount, at, { institution: 'th-004', accountNo: '1234567890' });
}

function debit(mark: string, name: string, amount: bigint, at: number) {
  return entry(mark, name, amount, at, { institution: 'th-006', accountNo: '2234567890' });
}

function entry(
  mark: string,
  name: string,
  amount: bigint,
  at: number,
  other: { institution: string; accountNo: string },
) {
  return { ...other, reference: `${mark}-${name}`, amountSatang: amount.toString(), at: new Date(at).toISOString() };
}
