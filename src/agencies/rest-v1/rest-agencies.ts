import type { z } from 'zod';
import { parseBody, problemCode, readBody } from '../../signed-http/read-body.js';
import { createSignedClient, type SignedAnswer, type SignedClientOptions } from '../../signed-http/signed-client.js';
import {
  AgencyAccepted,
  AgencyDeclined,
  SHARE_NOTICE_PATH,
  ShareNotice,
  ShareNoticeAccepted,
  TELECOM_NOTICE_PATH,
  TelecomNotice,
  TelecomNoticeAccepted,
} from '../../wire/agency/agency-protocol.js';
import type { Dialect } from '../dialect.js';
import type { AgencyAnswer, AgencyPort, AcknowledgementAnswer } from '../port.js';
import { dialectOf } from '../registry.js';

/** Makes the port to the agencies over signed HTTP, each in its own dialect. */
export function createRestAgencies(options: SignedClientOptions): AgencyPort & { close(): Promise<void> } {
  const client = createSignedClient(options);
  return {
    async ask(to, question, abortSignal) {
      const dialect = dialectOf(to.slug);
      const { requestId } = question;
      const body = dialect.encode(question);
      const call = { method: 'POST', path: dialect.path, body, webhookId: requestId } as const;
      const answer = await client.call(to, call, abortSignal);
      const { httpStatus } = answer;
      if (httpStatus >= 400) return readRefusal(answer, requestId);
      if (httpStatus === 202) return readAcceptance(answer, requestId);
      if (httpStatus === 200) return readFacts(dialect, answer, requestId);
      return { kind: 'unreadable', why: `status ${httpStatus} is not agreed`, answer };
    },
    async sendShareNotice(to, notice, abortSignal) {
      const body = ShareNotice.parse(notice);
      const call = { method: 'POST', path: SHARE_NOTICE_PATH, body, webhookId: notice.noticeId } as const;
      return readAcknowledgement(await client.call(to, call, abortSignal), ShareNoticeAccepted, notice.noticeId);
    },
    async sendTelecomNotice(to, notice, abortSignal) {
      const body = TelecomNotice.parse(notice);
      const call = { method: 'POST', path: TELECOM_NOTICE_PATH, body, webhookId: notice.noticeId } as const;
      return readAcknowledgement(await client.call(to, call, abortSignal), TelecomNoticeAccepted, notice.noticeId);
    },
    close: () => client.close(),
  };
}

function readAcknowledgement<T extends { noticeId: string }>(
  answer: SignedAnswer,
  schema: z.ZodType<T>,
  noticeId: string,
): AcknowledgementAnswer<T> {
  const { httpStatus, rawBody } = answer;
  if (httpStatus >= 400) return { kind: 'rejected', code: problemCode(httpStatus, rawBody), answer };
  if (httpStatus !== 202) return { kind: 'unreadable', why: `status ${httpStatus} is not agreed`, answer };
  const accepted = readBody(schema, rawBody);
  if (!accepted.ok) return { kind: 'unreadable', why: accepted.why, answer };
  if (accepted.value.noticeId !== noticeId) return { kind: 'unreadable', why: 'body: names another notice', answer };
  return { kind: 'answered', body: accepted.value, answer };
}

function readFacts(dialect: Dialect, answer: SignedAnswer, requestId: string): AgencyAnswer {
  const json = parseBody(answer.rawBody);
  const read = json.ok ? dialect.decode(json.value) : json;
  if (!read.ok) return { kind: 'unreadable', why: read.why, answer };
  if (read.value.requestId !== requestId) return aboutAnother(answer);
  return { kind: 'answered', facts: read.value.facts, answer };
}

function readAcceptance(answer: SignedAnswer, requestId: string): AgencyAnswer {
  const accepted = readBody(AgencyAccepted, answer.rawBody);
  if (!accepted.ok) return { kind: 'unreadable', why: accepted.why, answer };
  return accepted.value.requestId === requestId ? { kind: 'accepted', answer } : aboutAnother(answer);
}

/**
 * Reads a 4xx answer. An agency that does not want to answer says so in its own form; any other
 * 4xx says that our message was wrong, which is no statement about the case.
 */
function readRefusal(answer: SignedAnswer, requestId: string): AgencyAnswer {
  const { httpStatus, rawBody } = answer;
  const declined = readBody(AgencyDeclined, rawBody);
  if (!declined.ok) {
    return { kind: 'unreadable', why: `status ${httpStatus}: ${problemCode(httpStatus, rawBody)}`, answer };
  }
  if (declined.value.requestId !== requestId) return aboutAnother(answer);
  return { kind: 'declined', reason: declined.value.reason, answer };
}

/**
 * Returns the answer to a body that names another question: the signature binds the answer to our
 * request, so the agency itself mixed them up.
 */
function aboutAnother(answer: SignedAnswer): AgencyAnswer {
  return { kind: 'unreadable', why: 'body: names another question', answer };
}
