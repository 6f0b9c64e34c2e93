import * as XLSX from '@e965/xlsx';

/** A later debit of an account, as the bank's own books have it. */
interface BookedDebit {
  readonly reference: string;
  readonly amount: number;
  readonly at: Date;
  readonly to: { readonly institution: string; readonly accountNo: string };
}

/** An account in the bank's books; amounts in baht. */
export interface BookedAccount {
  balance: number;
  readonly debits: BookedDebit[];
}

interface Held {
  accountNo: string;
  amount: number;
  orderId: string;
  asked: string;
  ends: string;
  changedAt: string;
  state: 'HELD' | 'NOTHING_HELD' | 'RELEASED' | 'REPLACED';
}

type Row = Record<string, string>;

/**
 * A bank without an interface: a clerk opens the centre's workbook, looks into the books of the bank, fills in the
 * rows and saves the file. It knows the workbook and nothing else of the centre.
 */
export class SheetBank {
  readonly accounts = new Map<string, BookedAccount>();
  /** Transfers that the bank's customers sent, by reference. */
  readonly sent = new Map<string, { accountNo: string; amount: number }>();
  private readonly byHold = new Map<string, Held>();
  private readonly byOrder = new Map<string, Held>();
  private readonly answers = new Map<string, Row[]>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  /** What the bank holds of an account now, in baht. */
  heldAt(accountNo: string): number {
    return [...this.byHold.values()].reduce(
      (sum, held) => sum + (held.accountNo === accountNo && held.state === 'HELD' ? held.amount : 0),
      0,
    );
  }

  /** Fills in a workbook and returns it as saved. A row that was filled in before is filled in with the same words. */
  fill(file: Uint8Array): Buffer {
    const book = XLSX.read(file, { type: 'buffer' });
    const sheet = book.Sheets['Rangap'];
    if (sheet === undefined) throw new Error('this is no workbook of the centre');
    const [head = [], ...lines] = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false, defval: '' });
    const names = head.map((each) => String(each).split('·')[0]?.trim() ?? '');
    const rows = lines.map((line): Row => Object.fromEntries(names.map((name, nth) => [name, line[nth] ?? ''])));
    const filled = rows.flatMap((row) => this.answer(row));
    const cells = filled.map((row) => names.map((name) => row[name] ?? ''));
    book.Sheets['Rangap'] = XLSX.utils.aoa_to_sheet([head, ...cells]);
    return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  }

  private answer(row: Row): Row[] {
    const known = this.answers.get(`${row['kind'] ?? ''} ${row['id'] ?? ''}`);
    if (known !== undefined) return known;
    const filled = this.decide(row);
    if (row['kind'] !== 'STATE') this.answers.set(`${row['kind'] ?? ''} ${row['id'] ?? ''}`, filled);
    return filled;
  }

  private decide(row: Row): Row[] {
    switch (row['kind']) {
      case 'ORDER':
        return this.hold(row);
      case 'RELEASE':
        return [this.release(row)];
      case 'QUESTION':
        return [this.confirm(row)];
      case 'STATE':
        return [this.state(row)];
      default:
        return [row];
    }
  }

  private hold(row: Row): Row[] {
    const { id = '', holdId = '', account: accountNo = '', askedBaht: asked = '', endsAt: ends = '' } = row;
    const account = this.accounts.get(accountNo);
    const answerAt = this.clock();
    if (account === undefined) return [{ ...row, answer: 'NOT_FOUND', answerBaht: '0', answerAt }];
    const before = this.byHold.get(holdId);
    if (before !== undefined && before.state === 'HELD') account.balance += before.amount;
    if (before !== undefined) before.state = 'REPLACED';
    const amount = Math.min(Number(asked), account.balance);
    account.balance -= amount;
    const state = amount > 0 ? ('HELD' as const) : ('NOTHING_HELD' as const);
    const held: Held = { accountNo, amount, orderId: id, asked, ends, changedAt: answerAt, state };
    this.byHold.set(holdId, held);
    this.byOrder.set(id, held);
    const answer = amount === Number(asked) ? 'HELD_FULL' : amount > 0 ? 'HELD_PARTIAL' : 'NO_FUNDS';
    let left = Number(asked) - amount;
    const debits =
      before !== undefined
        ? []
        : account.debits.flatMap((debit): Row[] => {
            const ascribed = Math.min(left, debit.amount);
            left -= ascribed;
            if (ascribed <= 0) return [];
            return [
              {
                kind: 'DEBIT',
                id,
                reference: debit.reference,
                way: 'interbank',
                toInstitution: debit.to.institution,
                toAccount: debit.to.accountNo,
                debitBaht: debit.amount.toFixed(2),
                ascribedBaht: ascribed.toFixed(2),
                debitAt: bangkok(debit.at),
              },
            ];
          });
    return [{ ...row, answer, answerBaht: amount.toFixed(2), answerAt, holderToldAt: answerAt }, ...debits];
  }

  private release(row: Row): Row {
    const held = this.byHold.get(row['holdId'] ?? '');
    const answerAt = this.clock();
    if (held === undefined || held.state !== 'HELD')
      return { ...row, answer: 'NOTHING_HELD', answerBaht: '0', answerAt };
    const account = this.accounts.get(held.accountNo);
    if (account !== undefined) account.balance += held.amount;
    held.state = 'RELEASED';
    held.changedAt = answerAt;
    return { ...row, answer: 'RELEASED', answerBaht: held.amount.toFixed(2), answerAt, holderToldAt: answerAt };
  }

  private confirm(row: Row): Row {
    const sent = this.sent.get(row['creditReference'] ?? '');
    const isSo = sent !== undefined && sent.accountNo === row['account'] && sent.amount === Number(row['askedBaht']);
    const answerAt = this.clock();
    return isSo
      ? { ...row, answer: 'CONFIRMED', answerAt }
      : { ...row, answer: 'DENIED', reason: 'NO_SUCH_TRANSFER', answerAt };
  }

  private state(row: Row): Row {
    const held = this.byOrder.get(row['id'] ?? '');
    if (held === undefined) return { ...row, answer: 'TAKEN', answerBaht: '0', answerAt: this.clock() };
    const amount = held.state === 'HELD' ? held.amount.toFixed(2) : '0';
    return { ...row, answer: held.state, answerBaht: amount, answerAt: held.changedAt };
  }

  private clock(): string {
    return bangkok(this.now());
  }
}

function bangkok(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().replace('T', ' ').replace('Z', '');
}
