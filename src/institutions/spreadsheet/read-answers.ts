import type { z } from 'zod';
import { InstitutionCallback } from '../../wire/institution/callback.js';
import { HoldStatement } from '../../wire/institution/calls/hold-statement.js';
import { ListingReceipt } from '../../wire/institution/calls/listing-notice.js';
import { SuspensionResultReceipt } from '../../wire/institution/calls/suspension-result.js';
import { instantOfCell, plainDigits, satangOfCell } from './cells.js';
import { type Column, FILLED_COLUMNS, ROW_KINDS, type RowKind } from './columns.js';
import type { ReadRow } from './read-workbook.js';

/** What some rows of a workbook say together, in the words of the signed protocol. */
interface SheetAnswer {
  /** The rows that it was made of. The first is the one that it is named by. */
  rowNos: readonly number[];
  /** A message of the kinds that come by callback, or the direct answer to a message of ours. */
  type: z.infer<typeof InstitutionCallback>['type'] | 'suspension.receipt' | 'listing.receipt' | 'statement.page';
  /** What it is about; null: the statement that was asked for. */
  subjectId: string | null;
  data: Record<string, unknown>;
}

/** A row that makes no message, with the column of its fault. */
interface RowFault {
  rowNo: number;
  code: RowFaultCode;
  column: Column | null;
}
/** Why a row makes no message. */
export const ROW_FAULTS = [
  'SHEET.FORMULA',
  'SHEET.CELL',
  'SHEET.DIGITS',
  'SHEET.KIND',
  'SHEET.INCOMPLETE',
  'SHEET.NO_ORDER_ROW',
  'SHEET.STATEMENT_INCOMPLETE',
] as const;
type RowFaultCode = (typeof ROW_FAULTS)[number];

export interface AnswersRead {
  answers: SheetAnswer[];
  faults: RowFault[];
  /** Rows of the centre that nobody has filled in. */
  openRows: number;
}

/** Thrown while a row is read, and turned into its fault. */
class Unfit extends Error {
  constructor(
    readonly column: Column | null,
    readonly code: RowFaultCode = 'SHEET.CELL',
  ) {
    super(code);
  }
}

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/**
 * Reads what the rows of a workbook say, each by itself: a row that cannot be read stops no other. A row without
 * anything filled in is open, one with a part is incomplete. The order of the rows does not count.
 */
export function readAnswers(rows: readonly ReadRow[], institution: string): AnswersRead {
  const read: AnswersRead = { answers: [], faults: [], openRows: 0 };
  const unread: UnreadRow[] = [];
  const filled = rows.flatMap((row) => {
    const kind = ROW_KINDS.find((each) => each === row.cells.kind);
    const fault = firstFault(row, kind);
    if (fault !== undefined) {
      read.faults.push({ rowNo: row.rowNo, ...fault });
      unread.push({ kind, id: row.cells.id, code: fault.code });
    }
    if (fault !== undefined || kind === undefined) return [];
    if (isFilled(row)) return [{ ...row, kind, id: row.cells.id ?? '' }];
    read.openRows += 1;
    return kind === 'STATE' ? [{ ...row, kind, id: row.cells.id ?? '' }] : [];
  });
  const debits = filled.filter(({ kind }) => kind === 'DEBIT');
  const states = filled.filter(({ kind }) => kind === 'STATE');
  for (const row of filled) {
    if (row.kind === 'DEBIT' || row.kind === 'STATE') continue;
    const ofRow = row.kind === 'ORDER' ? debits.filter(({ id }) => id === row.id) : [];
    const isUnreadPart = ({ kind, id }: UnreadRow): boolean =>
      (kind === 'DEBIT' || kind === undefined) && (id === undefined || id === row.id);
    take(read, [row, ...ofRow], () => {
      // A receipt without one of its debits would say that the money went nowhere.
      const lacks = row.kind === 'ORDER' ? unread.find(isUnreadPart) : undefined;
      return lacks === undefined ? answerOf(row, ofRow, institution) : unfit(null, lacks.code);
    });
  }
  const orders = new Set(filled.filter(({ kind }) => kind === 'ORDER').map(({ id }) => id));
  for (const { rowNo, id } of debits)
    if (!orders.has(id)) read.faults.push({ rowNo, code: 'SHEET.NO_ORDER_ROW', column: 'id' });
  const isWhole = !unread.some(({ kind }) => kind === 'STATE' || kind === undefined);
  if (states.some(isFilled)) readStatement(read, states, isWhole);
  return read;
}

/** A row that could not be read, by what could: without a kind or an id it may be part of any answer. */
interface UnreadRow {
  kind: RowKind | undefined;
  id: string | undefined;
  code: RowFaultCode;
}

function firstFault(
  { cells, unread }: ReadRow,
  kind: RowKind | undefined,
): { code: RowFaultCode; column: Column } | undefined {
  if (unread !== null) return unread;
  if (kind === undefined) return { code: 'SHEET.KIND', column: 'kind' };
  return ULID.test(cells.id ?? '') ? undefined : { code: 'SHEET.CELL', column: 'id' };
}

function isFilled({ cells }: ReadRow): boolean {
  return Object.keys(cells).some((column) => column in FILLED_COLUMNS);
}

interface FilledRow extends ReadRow {
  kind: RowKind;
  id: string;
}

/** Adds what rows say together, or the fault of each. */
function take(read: AnswersRead, rows: readonly FilledRow[], answer: () => Omit<SheetAnswer, 'rowNos'>): void {
  try {
    read.answers.push({ rowNos: rows.map(({ rowNo }) => rowNo), ...answer() });
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    const { code, column } = error;
    read.faults.push(...rows.map(({ rowNo }) => ({ rowNo, code, column })));
  }
}

function answerOf(row: FilledRow, debits: readonly FilledRow[], institution: string): Omit<SheetAnswer, 'rowNos'> {
  const { id } = row;
  const text = (column: Column): string | undefined => row.cells[column];
  const needed = (column: Column): string => text(column) ?? unfit(column, 'SHEET.INCOMPLETE');
  const result = (): string => needed('answer').toUpperCase();
  const at = (): string => instant(needed('answerAt'), 'answerAt');
  const amount = (): string => satang(needed('answerBaht'), 'answerBaht');
  const told = given('holderNotifiedAt', text('holderToldAt'), (cell) => instant(cell, 'holderToldAt'));
  switch (row.kind) {
    case 'ORDER':
      return checked('hold.receipt', id, {
        orderId: id,
        receiptSeq: 1,
        result: result(),
        heldAmountSatang: amount(),
        ...told,
        ...given('refusalKind', text('reason'), (cell) => cell.toUpperCase()),
        ...given('refusalReason', text('words')),
        ...given('heldUnder', text('authority'), (cell) => ({
          authority: cell.toLowerCase(),
          amountSatang: satang(needed('authorityBaht'), 'authorityBaht'),
        })),
        ...given('heldBefore', text('otherOrders'), (cell) => cell.split(/[\s,;]+/)),
        onward: onwardOf(debits),
        at: at(),
      });
    case 'RELEASE':
      return checked('release.receipt', id, {
        releaseOrderId: id,
        holdId: needed('holdId'),
        result: result(),
        releasedAmountSatang: amount(),
        ...told,
        at: at(),
      });
    case 'QUESTION': {
      const to = given('to', text('toAccount'), (accountNo) => ({
        institution: text('toInstitution') ?? institution,
        accountNo: plainDigits(accountNo),
      }));
      const found = text('reference');
      return checked('debit.confirmation', id, {
        confirmationId: id,
        result: result(),
        ...given('reason', text('reason'), (cell) => cell.toUpperCase()),
        ...(found === undefined
          ? { ...to, ...given('debitedAmountSatang', text('debitBaht'), (cell) => satang(cell, 'debitBaht')) }
          : {
              found: {
                reference: found,
                amountSatang: satang(needed('debitBaht'), 'debitBaht'),
                at: instant(needed('debitAt'), 'debitAt'),
                ...to,
              },
            }),
        ...given('holder', text('holder'), (cell) => cell.toUpperCase()),
        at: at(),
      });
    }
    case 'RESULT':
      return checked('suspension.receipt', id, {
        resultId: id,
        result: result(),
        releasedAmountSatang: amount(),
        at: at(),
      });
    case 'LISTING':
      return checked('listing.receipt', id, { noticeId: id, result: result(), at: at() });
    case 'LAPSE':
      return checked('hold.lapsed', id, {
        orderId: id,
        holdId: needed('holdId'),
        releasedAmountSatang: amount(),
        ...given('authority', text('authority'), (cell) => cell.toLowerCase()),
        ...told,
        at: at(),
      });
    case 'CREDIT':
      return checked('account.credited', id, { holdId: id, amountSatang: amount(), at: at() });
    case 'TOLD':
      return checked('holder.notified', id, { holdId: id, of: needed('answer').toLowerCase(), notifiedAt: at() });
    case 'REVIEW':
      return checked('hold.reviewed', id, { holdId: id, result: result(), reason: needed('words'), at: at() });
    default:
      throw new Error(`rows ${row.kind} are read together`);
  }
}

/** Ways by which money leaves where nothing can be ordered, and by which an account is reached. */
const OFF_RAIL: Readonly<Record<string, string>> = {
  cash: 'atm',
  card: 'card',
  crypto: 'other',
  abroad: 'other',
};

/** Returns the later debits that rows name, each once, in the order of time: that of the rows does not count. */
function onwardOf(rows: readonly FilledRow[]): object[] {
  const byWords = new Map(rows.map((row) => onwardOfRow(row)).map((debit) => [JSON.stringify(debit), debit]));
  return [...byWords]
    .toSorted(([a, one], [b, other]) => one.at.localeCompare(other.at) || a.localeCompare(b))
    .map(([, debit]) => debit);
}

/** Returns the later debit that a row names: the account of the next level. */
function onwardOfRow({ cells }: FilledRow): { at: string; [field: string]: unknown } {
  const needed = (column: Column): string => cells[column] ?? unfit(column, 'SHEET.INCOMPLETE');
  const way = needed('way').toLowerCase();
  const offRail = OFF_RAIL[way];
  const to =
    offRail !== undefined
      ? { offRail: way }
      : way === 'promptpay-id'
        ? { promptPay: plainDigits(needed('toAccount')) }
        : { account: { institution: needed('toInstitution'), accountNo: plainDigits(needed('toAccount')) } };
  return {
    transferRef: needed('reference'),
    to,
    amountSatang: satang(needed('debitBaht'), 'debitBaht'),
    attributedSatang: satang(needed('ascribedBaht'), 'ascribedBaht'),
    at: instant(needed('debitAt'), 'debitAt'),
    channel: offRail ?? (way === 'promptpay-id' ? 'promptpay' : way),
  };
}

/** Reads the statement: all of its rows, or none, because an order that it does not name counts as unknown. */
function readStatement(read: AnswersRead, rows: readonly FilledRow[], isWhole: boolean): void {
  if (!isWhole || !rows.every(isFilled)) {
    for (const { rowNo } of rows.filter(isFilled))
      read.faults.push({ rowNo, code: 'SHEET.STATEMENT_INCOMPLETE', column: null });
    return;
  }
  take(read, rows, () => {
    const orders = rows.map((row) => {
      const needed = (column: Column): string => row.cells[column] ?? unfit(column, 'SHEET.INCOMPLETE');
      return {
        orderId: row.id,
        holdId: needed('holdId'),
        accountNo: plainDigits(needed('account')),
        askedSatang: satang(needed('askedBaht'), 'askedBaht'),
        heldSatang: satang(needed('answerBaht'), 'answerBaht'),
        state: needed('answer').toUpperCase(),
        expiresAt: instant(needed('endsAt'), 'endsAt'),
        changedAt: instant(needed('answerAt'), 'answerAt'),
      };
    });
    const byChange = orders.toSorted((a, b) =>
      a.changedAt < b.changedAt ? -1 : a.changedAt > b.changedAt ? 1 : a.orderId < b.orderId ? -1 : 1,
    );
    if (new Set(orders.map(({ orderId }) => orderId)).size < orders.length) throw new Unfit('id');
    const asOf = byChange.at(-1)?.changedAt ?? unfit('answerAt', 'SHEET.INCOMPLETE');
    return checked('statement.page', null, { asOf, orders: byChange, next: null });
  });
}

/** Checks what was read by the schema that the signed protocol has for it. */
function checked(
  type: SheetAnswer['type'],
  subjectId: string | null,
  data: Record<string, unknown>,
): Omit<SheetAnswer, 'rowNos'> {
  const parsed =
    type === 'suspension.receipt'
      ? SuspensionResultReceipt.safeParse(data)
      : type === 'listing.receipt'
        ? ListingReceipt.safeParse(data)
        : type === 'statement.page'
          ? HoldStatement.safeParse(data)
          : InstitutionCallback.safeParse({ type, data });
  if (!parsed.success) throw new Unfit(columnOf(parsed.error.issues[0]?.path ?? []));
  const read = parsed.data as Record<string, unknown>;
  return { type, subjectId, data: ('data' in read ? read['data'] : read) as Record<string, unknown> };
}

/** The column in which a field of the protocol stands. */
const COLUMN_OF_FIELD: Readonly<Record<string, Column>> = {
  result: 'answer',
  state: 'answer',
  of: 'answer',
  heldAmountSatang: 'answerBaht',
  releasedAmountSatang: 'answerBaht',
  amountSatang: 'answerBaht',
  heldSatang: 'answerBaht',
  at: 'answerAt',
  notifiedAt: 'answerAt',
  changedAt: 'answerAt',
  holderNotifiedAt: 'holderToldAt',
  reason: 'reason',
  refusalKind: 'reason',
  refusalReason: 'words',
  heldUnder: 'authority',
  authority: 'authority',
  heldBefore: 'otherOrders',
  holder: 'holder',
  holdId: 'holdId',
  debitedAmountSatang: 'debitBaht',
  found: 'reference',
  to: 'toAccount',
};
const COLUMN_OF_DEBIT: Readonly<Record<string, Column>> = {
  transferRef: 'reference',
  reference: 'reference',
  to: 'toAccount',
  amountSatang: 'debitBaht',
  attributedSatang: 'ascribedBaht',
  at: 'debitAt',
  channel: 'way',
};

function columnOf(path: readonly PropertyKey[]): Column | null {
  const names = path.filter((part): part is string => typeof part === 'string' && part !== 'data' && part !== 'orders');
  const [first, second] = names;
  if (first === 'onward' || first === 'found') return COLUMN_OF_DEBIT[second ?? ''] ?? 'reference';
  return first === undefined ? null : (COLUMN_OF_FIELD[first] ?? null);
}

function satang(cell: string, column: Column): string {
  return satangOfCell(cell) ?? unfit(column);
}

function instant(cell: string, column: Column): string {
  return instantOfCell(cell) ?? unfit(column);
}

function unfit(column: Column | null, code: RowFaultCode = 'SHEET.CELL'): never {
  throw new Unfit(column, code);
}

/** Returns a field where its cell is filled in. */
function given<Value>(
  field: string,
  cell: string | undefined,
  read: (cell: string) => Value | string = (text) => text,
): Record<string, Value | string> {
  return cell === undefined ? {} : { [field]: read(cell) };
}
