import { findRule } from '../../rulebook/in-force.js';
import { type RuleJudge, finding } from '../finding.js';
import { judgeEvidence } from '../reason-to-believe.js';

/**
 * LIST-42, for each account whose evidence gives reason to believe (P-EV85B): may its holder be listed? Unknown, because the criteria of the centre's
 * notifications are not part of the rulebook; for other accounts the question does not arise, and there is no finding.
 */
export const mayBeListed: RuleJudge = (facts, row, { rulebook, now }) => {
  const measure = findRule(rulebook, 'P-EV85B', now);
  if (measure === undefined) return [];
  const published = row.parameters['criteriaPublished'] === true;
  const reason = published
    ? {
        th: 'ต้องพิจารณาตามหลักเกณฑ์ในประกาศของศูนย์ พ.ศ. 2569 ซึ่งระบบยังไม่มีตัวบท',
        en: 'the criteria of the centre’s notifications of 2026 decide, and their text is not in the rulebook',
      }
    : { th: 'ยังไม่มีประกาศหลักเกณฑ์การกำหนดรายชื่อ', en: 'no criteria for listing were published at that time' };
  return facts.accounts
    .map((account) => ({ account, evidence: judgeEvidence(account, facts, measure) }))
    .filter(({ evidence }) => evidence.outcome === 'met')
    .map(({ account, evidence }) =>
      finding(row, 'account', account.account, {
        outcome: 'unknown',
        reasons: [reason],
        missing: ['centre.listing_criteria'],
        evidenceIds: evidence.evidenceIds ?? [],
      }),
    );
};
