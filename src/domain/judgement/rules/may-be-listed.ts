import { findRule } from '../../rulebook/in-force.js';
import { type ColourTreatment, treatmentOf } from '../colour-treatment.js';
import { hasListingCriteria } from '../listing-criteria.js';
import type { AccountFacts } from '../facts.js';
import { type JudgeContext, type RuleJudge, evidenceOf, finding } from '../finding.js';
import { judgeEvidence } from '../reason-to-believe.js';

/**
 * Judges LIST-42: may the holder be listed? It judges only accounts whose evidence gives reason to
 * believe (P-EV85B) or whose colour reaches the whole person. Before the criteria were published
 * nobody may. Since then the outcome is unknown, because their text is not in the rulebook: an
 * officer names the criterion. A colour is no listing.
 */
export const mayBeListed: RuleJudge = (facts, row, { rulebook, now }) => {
  const measure = findRule(rulebook, 'P-EV85B', now);
  if (measure === undefined) return [];
  const published = hasListingCriteria(row);
  const reason = published
    ? {
        th: 'ต้องพิจารณาตามหลักเกณฑ์ในประกาศของศูนย์ พ.ศ. 2569 ซึ่งระบบยังไม่มีตัวบท และต้องระบุหลักเกณฑ์ที่ใช้',
        en: 'the criteria of the centre’s notifications of 2026 decide; their text is not in the rulebook, and a listing names the one it rests on',
      }
    : {
        th: 'ยังไม่มีประกาศหลักเกณฑ์การกำหนดรายชื่อ จึงประกาศรายชื่อไม่ได้',
        en: 'no criteria for listing are published, so nobody may be listed',
      };
  return facts.accounts
    .map((account) => ({
      account,
      evidence: judgeEvidence(account, facts, measure),
      colour: colourOfPerson(account, { rulebook, now }),
    }))
    .filter(({ evidence, colour }) => evidence.outcome === 'met' || colour !== null)
    .map(({ account, evidence, colour }) =>
      finding(row, 'account', account.account, {
        outcome: published ? 'unknown' : 'not_met',
        reasons: colour === null ? [reason] : [reason, colour.text],
        missing: published ? ['centre.listing_criteria'] : [],
        evidenceIds: [...(evidence.evidenceIds ?? []), ...evidenceOf(account.colour)],
      }),
    );
};

/**
 * Returns the treatment of an account whose colour reaches the whole person, as a listing would.
 */
function colourOfPerson(account: AccountFacts, { rulebook, now }: JudgeContext): ColourTreatment | null {
  const treatment = account.colour.known ? treatmentOf(account.colour.value, rulebook, now) : null;
  return treatment?.reach === 'whole_person' ? treatment : null;
}
