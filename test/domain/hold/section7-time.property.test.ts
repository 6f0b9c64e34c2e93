import * as fc from 'fast-check';
import { mayRequest } from '../../../src/domain/freeze-request/who-may-request.js';
import { orderExpiry } from '../../../src/domain/hold/order/expiry.js';
import { complaintClock, type ComplaintWithClaim } from '../../../src/domain/hold/order/power-onward.js';
import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { hoursAfter, TH } from '../support.js';

const START = new Date('2026-12-01T00:00:00Z');
const at = (hours: number) => hoursAfter(START, hours);
const hour = fc.double({ min: 0, max: 400, noNaN: true });

/** A report of the victim; `saysLess`: in other words of the same reference and receiver. */
const report = fc.record({
  hours: hour,
  holds: fc.boolean(),
  isWithdrawn: fc.boolean(),
  saysLess: fc.boolean(),
  statement: fc.option(fc.record({ given: hour, noted: hour }), { nil: null }),
});
type Report = typeof report extends fc.Arbitrary<infer R> ? R : never;

function complaintOf({ hours, holds, isWithdrawn, saysLess, statement }: Report): ComplaintWithClaim {
  return {
    victim: 'V1',
    holder: 'unknown',
    number: 'V1',
    telephone: 'V1',
    claim: saysLess ? 'unconfirmed' : 'this',
    isUpheld: !isWithdrawn,
    receivedAt: at(hours),
    victimReports: true,
    holderReports: holds,
    toldBankAt: null,
    statementAt: statement === null ? null : at(statement.given),
    statementNotedAt: statement === null ? null : at(Math.max(statement.given, statement.noted)),
  };
}

/**
 * The law's table for one victim, written apart from the rules: the hours at which the seven days
 * began by what was known at an instant; null without a complaint that is upheld.
 */
function began(reports: readonly Report[], known: number): number | null {
  const told = reports.filter(({ hours, holds }) => holds && hours <= known);
  const claims = reports.some(({ hours, saysLess }) => !saysLess && hours <= known);
  if (!claims || !told.some(({ isWithdrawn }) => !isWithdrawn)) return null;
  return Math.min(
    ...told.flatMap(({ hours, statement }) =>
      statement === null || Math.max(statement.given, statement.noted) > known ? [hours] : [hours, statement.given],
    ),
  );
}

function clockAt(reports: readonly Report[], known: number) {
  const made = reports.filter(({ hours }) => hours <= known).map(complaintOf);
  return complaintClock(made, { transferredAt: at(0), at: at(known) });
}

describe('the time of section 7, for any instants of notice, complaint, statement, order and second call', () => {
  it('is 168 hours from the first complaint, and 72 from the first order where nobody complained', () => {
    fc.assert(
      fc.property(fc.array(report, { maxLength: 4 }), hour, (reports, ordered) => {
        const complaint = clockAt(reports, ordered);
        const from = began(reports, ordered);
        const order = {
          kind: 'section7',
          issuedAt: at(ordered),
          debitConfirmed: true,
          complaint,
          until: null,
        } as const;
        const { expiresAt } = orderExpiry(order, TH, at(ordered));
        expect(expiresAt).toEqual(from === null ? at(ordered + 72) : at(from + 168));
      }),
    );
  });

  it('never gets longer by a second call, once a complaint was made', () => {
    fc.assert(
      fc.property(report, fc.array(report, { maxLength: 3 }), hour, (first, later, ordered) => {
        const one = {
          ...first,
          holds: true,
          isWithdrawn: false,
          saysLess: false,
          hours: Math.min(first.hours, ordered),
        };
        const calls = later.map((call) => ({ ...call, hours: Math.max(call.hours, one.hours) }));
        const ends = (reports: readonly Report[]) =>
          orderExpiry(
            {
              kind: 'section7',
              issuedAt: at(ordered),
              debitConfirmed: true,
              complaint: clockAt(reports, 400),
              until: null,
            },
            TH,
            at(ordered),
          ).expiresAt;
        expect(ends([one, ...calls]).getTime()).toBeLessThanOrEqual(ends([one]).getTime());
      }),
    );
  });

  it('lets no inquiry officer continue a hold after it, whatever power holds the money', () => {
    const kinds: HoldKind[] = ['section6', 'section7', 'aoc_suspension', 'break_glass'];
    fc.assert(
      fc.property(fc.array(report, { maxLength: 4 }), hour, fc.constantFrom(...kinds), (reports, ordered, kind) => {
        const upheld = reports.filter(({ hours }) => hours <= ordered);
        const asked = mayRequest(
          'continue_order',
          { subject: 'inquirer', roles: ['inquiry_officer'] },
          {
            takenBy: ['operator'],
            findings: [],
            account: 'th-014:9000000001',
            hold: { state: 'held', kind },
            now: at(ordered),
            complaints: upheld.map(complaintOf).map(({ statementAt, statementNotedAt, ...rest }) => ({
              ...rest,
              statementAt: statementNotedAt !== null && statementNotedAt <= at(ordered) ? statementAt : null,
            })),
            until: null,
            warrant: { number: null, authority: null, issuedOn: null, documentSha256: null },
          },
          TH,
        );
        const everybody = upheld.map((each) => ({ ...each, holds: true, isWithdrawn: false, saysLess: false }));
        const from = began(everybody, ordered);
        const expected = from === null ? 'APPROVAL.NO_COMPLAINT' : ordered < from + 168 ? 'ok' : 'APPROVAL.TOO_LATE';
        expect(asked.ok ? 'ok' : asked.code).toBe(expected);
      }),
    );
  });
});
