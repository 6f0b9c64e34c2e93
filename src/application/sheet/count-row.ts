import type { EntityManager } from 'typeorm';
import type { SheetRowState } from '../../domain/sheet/sheet-row.js';
import { databaseNow } from '../../persistence/clock.js';
import { canonicalText } from '../../persistence/exchange/message-body.js';
import { type MessageReceived, receiveMessage } from '../message/receive-message.js';
import type { MessageKind, ProvedMessage } from '../message/signed-message.js';
import { receiptsBefore } from './sheet.queries.js';

/** What a row says, and where it stood. */
export interface RowThatCounts {
  institution: string;
  sheetRowId: string;
  kind: MessageKind;
  subjectId: string;
  /** The words, byte for byte. */
  body: string;
  data: Record<string, unknown>;
  state: SheetRowState;
}

type Signal = NonNullable<Extract<MessageReceived, { ok: true }>['signal']>;

/** What follows from a row that counts, after the commit. */
export type Counted =
  /** It is kept, and somebody must apply it. */
  | { by: 'signal'; signal: Signal }
  /** It answers a message of the centre directly. */
  | { by: 'answer'; messageId: string; data: object; body: string; sheetRowId: string }
  /** It speaks of what is not on record: a person is told. */
  | { by: 'unknown'; message: ProvedMessage };

/** The kinds that answer a message directly, and come by no callback. */
const DIRECT: ReadonlySet<MessageKind> = new Set([
  'suspension.receipt',
  'listing.receipt',
  'statement.page',
  'lost.released',
]);

/**
 * Keeps what a row says as a message of its institution; the row is the proof. What answers a message directly is
 * recorded after the commit, as the sender records it, also again: nothing is recorded twice.
 */
export async function countRow(manager: EntityManager, row: RowThatCounts): Promise<Counted | undefined> {
  const { kind, subjectId, data, body, sheetRowId, state } = row;
  if (DIRECT.has(kind))
    return state === 'refused' ? undefined : { by: 'answer', messageId: subjectId, data, body, sheetRowId };
  if (state === 'known') return undefined;
  const content = kind === 'hold.receipt' ? await asNextReceipt(manager, row) : data;
  const message: ProvedMessage = {
    party: row.institution,
    channel: 'callback',
    messageKey: `sheet/${sheetRowId}`,
    kind,
    subjectId,
    rawBody: Buffer.from(kind === 'hold.receipt' ? canonicalText({ type: kind, data: content }) : body),
    content,
    httpStatus: null,
    proof: { sheetRowId },
  };
  if (state === 'refused') return { by: 'unknown', message };
  const once = { nonce: sheetRowId, nonceExpiresAt: await databaseNow(manager) };
  const received = await receiveMessage({ manager }, { ...message, ...once });
  if (!received.ok) throw new Error(`a row about ${subjectId} was judged, and refused: ${received.code}`);
  return received.signal === null ? undefined : { by: 'signal', signal: received.signal };
}

/**
 * Returns a receipt with the number that follows those before, without the later debits that they named: a person who
 * corrects a row need not know either.
 */
async function asNextReceipt(
  manager: EntityManager,
  { institution, subjectId, data }: RowThatCounts,
): Promise<Record<string, unknown>> {
  const { highest, named } = await receiptsBefore(manager, institution, subjectId);
  const onward = (data['onward'] ?? []) as readonly { transferRef: string }[];
  return {
    ...data,
    receiptSeq: highest + 1,
    onward: onward.filter(({ transferRef }) => !named.includes(transferRef)),
  };
}
