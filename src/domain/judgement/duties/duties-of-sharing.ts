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
 * Returns the duty of each institution that the money concerns to share its data, from the first
 * order or question on. The decree states no time (s.4).
 */
export function sharesData(facts: DutyFacts, law: JudgeContext): Duty[] {
  const institutions = new Map<string, Sharing>();
  const addRequest = (institution: string, askedAt: Date, sharedAt: Date | null) => {
    const known = institutions.get(institution);
    institutions.set(institution, {
      askedAt: known === undefined ? askedAt : earlier(known.askedAt, askedAt),
      sharedAt: earliest(known?.sharedAt ?? null, sharedAt),
    });
  };
  for (const { institution, orders } of facts.holds) {
    for (const { issuedAt, answeredAt } of orders) addRequest(institution, issuedAt, answeredAt);
  }
  for (const { institution, askedAt, answeredAt } of facts.debitQuestions) {
    addRequest(institution, askedAt, answeredAt);
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

/** Returns the duty to give both notices of a disclosure; the later one fulfils it (SHARE-4N). */
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
