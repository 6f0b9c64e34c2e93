import type { ExchangeRead } from '../../application/exchange/read-exchanges.js';
import { csvLine } from '../http/csv.js';
import type { ExportForm } from '../http/send-export.js';

const COLUMNS = [
  'id',
  'at',
  'caseNo',
  'direction',
  'party',
  'kind',
  'messageId',
  'legalBasis',
  'purpose',
  'fields',
  'bodySha256',
  'systemVersion',
  'noticesDue',
  'noticesSent',
] as const;

/**
 * Yields the register as text, one piece a page. In a cell, spaces separate list items and
 * semicolons separate fields.
 */
export async function* exportRegister(pages: AsyncIterable<ExchangeRead[]>, form: ExportForm): AsyncGenerator<string> {
  if (form === 'text/csv') yield csvLine(COLUMNS);
  for await (const page of pages) {
    yield page.map(form === 'text/csv' ? csvOf : (exchange) => `${JSON.stringify(exchange)}\n`).join('');
  }
}

function csvOf(exchange: ExchangeRead): string {
  const { id, at, caseNo, direction, party, kind, messageId, purpose, bodySha256, systemVersion, notices } = exchange;
  return csvLine([
    id,
    at,
    caseNo,
    direction,
    party,
    kind,
    messageId,
    exchange.legalBasis.join(' '),
    purpose,
    exchange.fields.join('; '),
    bodySha256,
    systemVersion,
    notices.map(({ party: to, dueAt }) => `${to} ${dueAt}`).join('; '),
    notices.flatMap(({ party: to, sentAt }) => (sentAt === null ? [] : [`${to} ${sentAt}`])).join('; '),
  ]);
}
