import fc from 'fast-check';
import {
  askedOfCaller,
  knownNow,
  learn,
  mayBeCalled,
  notKnown,
  refuseKnown,
  type TellableLater,
} from '../../../src/domain/complaint/later/known-later.js';

const NOW = new Date('2026-12-01T02:00:00Z');
const ACCOUNT = { institution: 'th-004', accountNo: '9000000001' };

describe('what nobody knew of a report', () => {
  const told = fc.record(
    {
      victim: fc.oneof(
        fc.record({ phone: fc.constantFrom('0812345678', '0812345679') }),
        fc.record({ citizenId: fc.constant('9123456789010') }),
        fc.record({ name: fc.constantFrom('Somying Test', 'Somying Tes') }),
        fc.record({ passportNo: fc.constant('AA1234567'), phone: fc.constant('0812345678') }),
      ),
      reporter: fc.oneof(
        fc.record({ phone: fc.constantFrom('0812345678', '0812345679') }),
        fc.record({ name: fc.constantFrom('Somsri Test', 'Somsri Tes') }),
      ),
      narrative: fc.constantFrom('I paid for a camera.', 'I paid for two.'),
      caseType: fc.constantFrom('romance', 'job'),
      victimAccount: fc.constantFrom(ACCOUNT, { ...ACCOUNT, accountNo: '9000000002' }),
    },
    { requiredKeys: [] },
  );

  it('is learnt in any number of calls, and what is known is never replaced', () => {
    fc.assert(
      fc.property(told, fc.array(told, { maxLength: 6 }), (body: TellableLater, calls: TellableLater[]) => {
        let known = {};
        for (const call of calls) {
          const before = knownNow({ body, known });
          if (refuseKnown(before, call) !== undefined) continue;
          known = learn(known, call, NOW);
          const after = knownNow({ body, known });
          expect(after).toMatchObject(before);
          expect(after).toMatchObject(JSON.parse(JSON.stringify(call)) as object);
          expect(notKnown(before)).toEqual(expect.arrayContaining(notKnown(after)));
        }
      }),
    );
  });

  it('is asked of a victim who calls once, and of another caller for both persons', () => {
    const asked = ['reporterName', 'victimName', 'victimPhone', 'reporterPhone', 'caseType'] as const;
    expect(askedOfCaller(asked, true)).toEqual(['reporterName', 'reporterPhone', 'caseType']);
    expect(askedOfCaller(asked, false)).toEqual(asked);
    expect(askedOfCaller(['victimName', 'victimPhone'], true)).toEqual(['victimName', 'victimPhone']);
  });

  it('is refused where it is known, by whatever it came to be known', () => {
    fc.assert(
      fc.property(told, (body: TellableLater) => {
        const says = (body.victim ?? body.reporter ?? body.victimAccount ?? body.narrative) !== undefined;
        expect(refuseKnown(body, body)?.code).toBe(says ? 'COMPLAINT.KNOWN_ALREADY' : undefined);
        expect(refuseKnown(knownNow({ body: {}, known: learn({}, body, NOW) }), body)?.code).toBe(
          says ? 'COMPLAINT.KNOWN_ALREADY' : undefined,
        );
      }),
    );
  });

  it('is a number from the time on at which it was told, be it of whatever kind', () => {
    expect(learn({}, { victim: { phone: '0812345678' } }, NOW)).toEqual({ victim: { phone: '0812345678' } });
    expect(learn({ victim: { phone: '0812345678' } }, { victim: { passportNo: 'AA1234567' } }, NOW)).toEqual({
      victim: { phone: '0812345678', passportNo: 'AA1234567' },
      numberAt: NOW.toISOString(),
    });
    expect(
      refuseKnown({ victim: { passportNo: 'AA1234567' } }, { victim: { citizenId: '9123456789010' } }),
    ).toBeDefined();
  });

  it.each([
    ['a number that intake recorded', { phone: '0812345678', phoneToldTo: null }, true],
    ['one that another person put down later', { phone: '0812345678', phoneToldTo: 'other' }, true],
    ['one that he put down later himself', { phone: '0812345678', phoneToldTo: 'me' }, false],
    ['no number', { phone: null, phoneToldTo: null }, false],
    ['no reporter', undefined, false],
  ])('lets a person say that he called back %s, or not', (_, reporter, may) => {
    expect(mayBeCalled(reporter, 'me')).toBe(may);
  });
});
