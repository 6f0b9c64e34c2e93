import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  AGENCY_PROTOCOL,
  SHARE_NOTICE_PATH,
  ShareNotice,
  TELECOM_NOTICE_PATH,
  TelecomNotice,
} from '../../src/wire/agency/agency-protocol.js';
import { type Refusal, refuse } from '../http/problem.js';
import { reply } from '../http/replies.js';
import type { CentreRequest, Reply, Route } from '../http/signed-app.js';
import type { Agency, AgencyEvent, QuestionRecord } from './agency.js';

const TAKES_SHARE_NOTICES: readonly string[] = ['ccib', 'dsi', 'amlo'];
const REFUSAL_REASON = 'The request does not show why this information is necessary.';

/**
 * Returns the routes of an agency: its one question; at the police, DSI and AMLO also the notices
 * of section 4 paragraph 3, at NBTC those of numbers used in crime.
 */
export function agencyRoutes(agency: Agency): Route[] {
  const { path } = AGENCY_PROTOCOL[agency.slug];
  const question: Route = { method: 'post', path, handle: (request) => answerQuestion(agency, request) };
  if (agency.slug === 'nbtc') {
    const handle = (request: CentreRequest) => takeTelecomNotice(agency, request, TelecomNotice);
    return [question, { method: 'post', path: TELECOM_NOTICE_PATH, handle }];
  }
  if (!TAKES_SHARE_NOTICES.includes(agency.slug)) return [question];
  return [
    question,
    {
      method: 'post',
      path: SHARE_NOTICE_PATH,
      handle: (request) => Promise.resolve(takeNotice(agency, request, ShareNotice)),
    },
  ];
}

/** Takes a notice of a telephone number; a slow agency records it at once and answers later. */
async function takeTelecomNotice(
  agency: Agency,
  request: CentreRequest,
  schema: typeof TelecomNotice,
): Promise<Reply | Refusal> {
  const { mode, delayMs } = agency.behaviours.of();
  const taken = takeNotice(agency, request, schema);
  if (mode === 'slow') await delay(delayMs);
  return taken;
}

/** Records a notice; the same notice again gets the same answer. */
function takeNotice(
  agency: Agency,
  { body }: CentreRequest,
  schema: typeof ShareNotice | typeof TelecomNotice,
): Reply | Refusal {
  if (agency.behaviours.of().mode === 'down') return refuse(503, 'PARTY.DOWN', 'the agency is not available');
  const notice = schema.safeParse(body);
  if (!notice.success) return refuse(400, 'REQUEST.SCHEMA', 'the notice is not in the agreed form');
  return reply(202, { status: 'accepted', noticeId: notice.data.noticeId });
}

async function answerQuestion(agency: Agency, request: CentreRequest): Promise<Reply | Refusal> {
  if (agency.behaviours.of().mode === 'down') return refuse(503, 'PARTY.DOWN', 'the agency is not available');
  const read = agency.register.read(request.body);
  if (!read.ok) return read;
  const answer = await agency.answer(request.body);
  const known = agency.questions.get(read.requestId);
  if (known !== undefined && !isDeepStrictEqual(known.question, request.body)) {
    return refuse(409, 'QUESTION.REUSED', 'this request id was used for another question');
  }
  const record =
    known !== undefined && isPromised(known) ? known : recordQuestion(agency, read.requestId, request, answer);
  if (record.behaviour.mode === 'slow') await delay(record.behaviour.delayMs);
  return replyTo(record, request.receivedAt);
}

/** Records a question with its answer, and the callback of an agency that answers late. */
function recordQuestion(
  agency: Agency,
  requestId: string,
  { body: question, receivedAt }: CentreRequest,
  answer: unknown,
): QuestionRecord {
  const behaviour = agency.behaviours.of();
  const record: QuestionRecord = { question, requestId, answer, behaviour, receivedAt: receivedAt.getTime() };
  const events: AgencyEvent[] = [{ type: 'question.taken', ...record }];
  const dueAt = dueOf(record);
  if (behaviour.mode === 'late') events.push(agency.callback({ type: 'evidence.answer', data: answer }, dueAt));
  if (behaviour.mode === 'late_declined') {
    events.push(agency.callback({ type: 'evidence.declined', data: declined(requestId) }, dueAt));
  }
  agency.commit(events);
  return record;
}

function replyTo(record: QuestionRecord, now: Date): Reply {
  const { requestId, answer } = record;
  const accepted = reply(202, { status: 'accepted', requestId });
  const due = dueOf(record) <= now.getTime();
  switch (record.behaviour.mode) {
    case 'late':
      return due ? reply(200, answer) : accepted;
    case 'late_declined':
      return due ? reply(422, declined(requestId)) : accepted;
    case 'silent':
      return accepted;
    case 'declined':
      return reply(422, declined(requestId));
    case 'nonsense':
      return reply(200, { requestId, entries: 'see attached fax', page: -1 });
    case 'sync':
    case 'slow':
    case 'down':
      return reply(200, answer);
  }
}

/**
 * Returns true for a question whose answer was promised by callback: it keeps that answer. A retry
 * of any other question is answered anew.
 */
function isPromised({ behaviour }: QuestionRecord): boolean {
  return behaviour.mode === 'late' || behaviour.mode === 'late_declined';
}

function declined(requestId: string) {
  return { status: 'declined', requestId, reason: REFUSAL_REASON };
}

function dueOf({ receivedAt, behaviour }: QuestionRecord): number {
  return receivedAt + behaviour.delayMs;
}
