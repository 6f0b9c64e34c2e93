import type { DataSource, EntityManager } from 'typeorm';
import { type Refusal, refuse } from '../../domain/result.js';
import { judgeRow, type RowVerdict, sheetLimits, type SheetLimits } from '../../domain/sheet/sheet-row.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { SheetRowRow, SheetUploadRow } from '../../persistence/entities/traffic/sheet.entities.js';
import { canonicalText } from '../../persistence/exchange/message-body.js';
import { newId } from '../../persistence/ids.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { casesOfInterest } from '../case/privacy/own-interest.js';
import type { MessageKind } from '../message/signed-message.js';
import { type Counted, countRow } from './count-row.js';
import {
  isOfAnother,
  knownWords,
  lockSheets,
  openStatement,
  type SheetSubject,
  sheetSubjects,
  type SubjectOf,
} from './sheet.queries.js';

/** A person of an institution, in a session of a browser. */
export interface SheetPerson {
  subject: string;
  sessionId: string;
  institution: string;
}

/** What some rows of a workbook say together, in the words of the signed protocol. */
interface AnswerOfRows {
  rowNos: readonly number[];
  type: MessageKind;
  /** Null: the statement that was asked for. */
  subjectId: string | null;
  data: Record<string, unknown>;
}

/** A row that makes no message. */
interface FaultOfRow {
  rowNo: number;
  code: string;
  column: string | null;
}

/** An uploaded workbook, as it was read. */
export interface SheetInput {
  by: SheetPerson;
  fileSha256: string;
  answers: readonly AnswerOfRows[];
  faults: readonly FaultOfRow[];
}

export type SheetTaken =
  | {
      ok: true;
      uploadId: string;
      /** What counts now, for who applies it. */
      counted: Counted[];
    }
  | Refusal;

/** The kinds of what a row says, by what it is about. */
const ABOUT: Readonly<Record<string, readonly SubjectOf[]>> = {
  'hold.receipt': ['hold_order'],
  'hold.lapsed': ['hold_order'],
  'release.receipt': ['release', 'lost'],
  'debit.confirmation': ['debit'],
  'account.credited': ['hold'],
  'holder.notified': ['hold'],
  'hold.reviewed': ['hold'],
};
const ANSWERED_MESSAGE: Readonly<Record<string, string>> = {
  'suspension.receipt': 'suspension.result',
  'listing.receipt': 'listing.notice',
  'statement.page': 'hold.statement',
};

/**
 * Takes an uploaded workbook row by row, in one transaction: what counts is kept as a message of the institution, as
 * if its key had signed it; what is about much waits for a second person (P-SHEET); what is known already changes
 * nothing. The same rows in any order, in one file or several, and again, come to the same. Refusals: `SHEET.TOO_MANY_ROWS`.
 */
export async function takeSheet(db: DataSource, input: SheetInput): Promise<SheetTaken> {
  const { by, fileSha256, answers, faults } = input;
  return inTransaction(db, async (manager) => {
    await lockSheets(manager, by.institution);
    const now = await databaseNow(manager);
    const limits = sheetLimits(await loadRulebook(manager, 'th'), now);
    const filled = answers.reduce((sum, { rowNos }) => sum + rowNos.length, faults.length);
    if (filled > limits.maxRows)
      return refuse('SHEET.TOO_MANY_ROWS', `a file has ${limits.maxRows} filled rows at most`, {
        most: limits.maxRows,
      });
    const uploadId = newId();
    await manager.insert(SheetUploadRow, {
      id: uploadId,
      institution: by.institution,
      fileSha256,
      uploadedBy: by.subject,
      sessionId: by.sessionId,
      uploadedAt: now,
    });
    const judged = await judge(manager, by, answers, limits);
    const rows = [
      ...judged.map((each) => rowOf(manager, uploadId, each, limits)),
      ...faults.map((fault) => rowOfFault(manager, uploadId, fault)),
    ];
    if (rows.length > 0) await manager.insert(SheetRowRow, rows);
    const counted: Counted[] = [];
    for (const [nth, { verdict, knownAs, ...answer }] of judged.entries()) {
      const row = rows[nth];
      if (row === undefined || verdict.state === 'waits') continue;
      const isUnknown = verdict.state === 'refused' && verdict.code === 'INBOX.FOREIGN';
      if (verdict.state === 'refused' && !isUnknown) continue;
      const sheetRowId = knownAs ?? row.id;
      const one = await countRow(manager, { ...answer, institution: by.institution, sheetRowId, state: verdict.state });
      if (one !== undefined) counted.push(one);
    }
    const { institution, sessionId } = by;
    const payload = { uploadId, institution, sessionId, fileSha256, rows: countsOf(rows) };
    await appendAudit(manager, SYSTEM_CHAIN, by.subject, now, [{ type: 'sheet.uploaded', payload }]);
    return { ok: true, uploadId, counted };
  });
}

/** An answer with what becomes of it. */
type Judged = AnswerOfRows & {
  subjectId: string;
  /** The words, byte for byte. */
  body: string;
  kind: MessageKind;
  verdict: RowVerdict;
  /** The row in which the same words came before. */
  knownAs: string | undefined;
};

async function judge(
  manager: EntityManager,
  by: SheetPerson,
  answers: readonly AnswerOfRows[],
  limits: SheetLimits,
): Promise<Judged[]> {
  const statement = await openStatement(manager, by.institution);
  const said = answers.map((answer) => {
    const { receiptSeq: _, ...words } = answer.data;
    const subjectId = answer.subjectId ?? statement ?? '';
    return { ...answer, subjectId, body: canonicalText({ type: answer.type, data: words }) };
  });
  const ids = [...new Set(said.map(({ subjectId }) => subjectId))];
  const subjects = await sheetSubjects(manager, by.institution, ids);
  // An order that is not on record is what a statement is for; one of another institution shows that the file is theirs.
  const stated = answers.flatMap(({ type, data }) => (type === 'statement.page' ? ordersOf(data) : []));
  const isForeign = stated.length > 0 && (await isOfAnother(manager, by.institution, stated));
  const known = await knownWords(manager, by.institution, ids);
  const interests = await casesOfInterest(
    manager,
    subjects.flatMap(({ caseId }) => caseId ?? []),
    by.subject,
  );
  const { accountDigits } = await loadPartyDirectory(manager);
  const inFile = new Map<string, Set<string>>();
  for (const { type, subjectId, body } of said) {
    const key = `${type} ${subjectId}`;
    inFile.set(key, (inFile.get(key) ?? new Set()).add(body));
  }
  const first = new Set<string>();
  return said.map((answer) => {
    const { type, subjectId, body, data } = answer;
    const subject = subjects.find((each) => each.id === subjectId && isAbout(type, each));
    const kind = subject?.of === 'lost' ? 'lost.released' : type;
    const bodySha256 = sha256Hex(body);
    const knownAs = known.find(
      (each) => each.subjectId === subjectId && each.kind === kind && each.bodySha256 === bodySha256,
    );
    const isSecond = first.has(`${type} ${subjectId} ${body}`);
    first.add(`${type} ${subjectId} ${body}`);
    const verdict = judgeRow(
      {
        askedSatang: subject === undefined || (type === 'statement.page' && isForeign) ? null : asked(type, subject),
        saidSatang: largestSaid(data),
        isKnown: isSecond || knownAs !== undefined,
        isContradicted: saysOnce(type) && (inFile.get(`${type} ${subjectId}`)?.size ?? 0) > 1,
        hasInterest: subject?.caseId != null && interests.has(subject.caseId),
        namesOddAccount: accountsIn(data).some(({ institution, accountNo }) => {
          const digits = accountDigits.get(institution) ?? [];
          return digits.length > 0 && !digits.includes(accountNo.length);
        }),
      },
      limits,
    );
    return { ...answer, kind, verdict, knownAs: knownAs?.id };
  });
}

function ordersOf(data: Record<string, unknown>): string[] {
  return ((data['orders'] ?? []) as readonly { orderId: string }[]).map(({ orderId }) => orderId);
}

function isAbout(type: MessageKind, { of, kind }: SheetSubject): boolean {
  return of === 'message' ? kind === ANSWERED_MESSAGE[type] : (ABOUT[type]?.includes(of) ?? false);
}

/** Returns what the centre asked for; that the holder was told decides about no money. */
function asked(type: MessageKind, { askedSatang }: SheetSubject): bigint {
  return type === 'holder.notified' ? 0n : BigInt(askedSatang);
}

/** A later credit may come more than once; of all else one thing is so at a time. */
function saysOnce(type: MessageKind): boolean {
  return type !== 'account.credited' && type !== 'holder.notified';
}

/** Returns the largest amount of money that some words name, however deep. */
function largestSaid(words: unknown, field = ''): bigint {
  if (typeof words === 'string') return field.endsWith('Satang') && field !== 'askedSatang' ? BigInt(words) : 0n;
  if (typeof words !== 'object' || words === null || field === 'orders') return 0n;
  return Object.entries(words).reduce((most, [name, each]) => {
    const one = largestSaid(each, Array.isArray(words) ? field : name);
    return one > most ? one : most;
  }, 0n);
}

/** Returns every account that some words name by its institution, however deep. */
function accountsIn(words: unknown): { institution: string; accountNo: string }[] {
  if (typeof words !== 'object' || words === null) return [];
  const { institution, accountNo } = words as { institution?: string; accountNo?: string };
  if (institution !== undefined && accountNo !== undefined) return [{ institution, accountNo }];
  return Object.values(words).flatMap(accountsIn);
}

function rowOf(
  manager: EntityManager,
  uploadId: string,
  { rowNos, kind, subjectId, body, verdict }: Judged,
  { ruleRowId }: SheetLimits,
): SheetRowRow {
  return manager.create(SheetRowRow, {
    ...UNDECIDED,
    id: newId(),
    uploadId,
    rowNos: [...rowNos],
    kind,
    subjectId,
    body,
    bodySha256: sha256Hex(body),
    amountSatang: verdict.amountSatang,
    state: verdict.state,
    code: 'code' in verdict ? verdict.code : null,
    columnName: null,
    ruleRowId,
  });
}

function rowOfFault(manager: EntityManager, uploadId: string, { rowNo, code, column }: FaultOfRow): SheetRowRow {
  return manager.create(SheetRowRow, {
    ...UNDECIDED,
    id: newId(),
    uploadId,
    rowNos: [rowNo],
    kind: null,
    subjectId: null,
    body: null,
    bodySha256: null,
    amountSatang: null,
    state: 'refused',
    code,
    columnName: column,
    ruleRowId: null,
  });
}

const UNDECIDED = { decidedBy: null, decidedSession: null, decidedAt: null, declineReason: null };

function countsOf(rows: readonly SheetRowRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
