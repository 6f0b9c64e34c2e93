import { earlier } from '../../time.js';
import type { JudgeContext } from '../finding.js';
import { type Duty, dutyUnder } from './duty.js';
import type { DutyFacts } from './duty-facts.js';

/**
 * When an institution was first asked in the approved system, and when it first gave data there.
 */
interface Sharing {
  askedAt: Date;
  sharedAt: Date | null;
}

/**
 * Each institution that the money concerns shares what it has, from the first order or question on;
 * the decree states no time (s.4).
 */
export function sharesData(facts: DutyFacts, law: JudgeContext): Duty[] {
  const institutions = new Map<string, Sharing>();
  const note = (institution: string, askedAt: Date, sharedAt: Date | null) => {
    const known = institutions.get(institution);
    institutions.set(institution, {
      askedAt: known === undefined ? askedAt : earlier(known.askedAt, askedAt),
      sharedAt: earliest(known?.sharedAt ?? null, sharedAt),
    });
  };
  for (const { institution, orders } of facts.holds) {
    for (const { issuedAt, answeredAt } of orders) note(institution, issuedAt, answeredAt);
  }
  for (const { ruleId, party, askedAt, answeredAt } of facts.dataOrders) {
    if (ruleId === 'AOC-85D') note(party, askedAt, answeredAt);
  }
  return [...institutions].flatMap(([institution, { askedAt, sharedAt }]) =>
    dutyUnder('SHARE-4', law, {
      owedBy: institution,
      subjectKind: 'case',
      subject: facts.caseId,
      startedAt: askedAt,
      fulfilledAt: sharedAt,
    }),
  );
}

function earliest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return earlier(one, other);
}

/** Both notices must have been given; the later one fulfils the duty. */
export function noticesOfDisclosure(facts: DutyFacts, law: JudgeContext): Duty[] {
  return facts.disclosures.flatMap(({ party, disclosedAt, policeOrDsiToldAt, amloToldAt }) => {
    const bothAt =
      policeOrDsiToldAt === null || amloToldAt === null
        ? null
        : new Date(Math.max(policeOrDsiToldAt.getTime(), amloToldAt.getTime()));
    return dutyUnder('SHARE-4N', law, {
      owedBy: party,
      subjectKind: 'disclosure',
      subject: facts.caseId,
      startedAt: disclosedAt,
      fulfilledAt: bothAt,
    });
  });
}
