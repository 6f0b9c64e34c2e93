import { advice } from './advice.js';
import { attachments } from './attachments.js';
import type { Check } from '../check.js';
import { authority } from './i1-authority.js';
import { signedMessages } from './i10-signed-messages.js';
import { listedTransitions } from './i11-listed-transitions.js';
import { noExcess } from './i12-no-excess.js';
import { guards } from './guards.js';
import { audit } from './i13-audit.js';
import { noPersonalData } from './i14-no-personal-data.js';
import { rightParty } from './i15-right-party.js';
import { ground } from './i16-ground.js';
import { databaseTime } from './i17-database-time.js';
import { appealRoute } from './i18-appeal-route.js';
import { nothingForgotten } from './i19-nothing-forgotten.js';
import { bankBooks } from './i20-bank-books.js';
import { evidenceBytes } from './i21-evidence-bytes.js';
import { replay } from './i22-replay.js';
import { exchanges } from './i23-exchanges.js';
import { noSpoiledReport } from './i24-no-spoiled-report.js';
import { ownRule } from './i25-own-rule.js';
import { letGo } from './i26-let-go.js';
import { seals } from './i29-seals.js';
import { separatePersons } from './i2-separate-persons.js';
import { tracedAmount } from './i3-traced-amount.js';
import { integerMoney } from './i4-integer-money.js';
import { expiry } from './i5-expiry.js';
import { timelyRelease } from './i6-timely-release.js';
import { releaseDominates } from './i7-release-dominates.js';
import { oneEffect } from './i8-one-effect.js';
import { oneWorkflow } from './i9-one-workflow.js';
import { judgements } from './judgements.js';
import { ledger } from './ledger.js';
import { links } from './links.js';
import { queueRows } from './queue-rows.js';
import { sessions } from './sessions.js';

/** Every invariant, in the order of the report. */
export const CHECKS: readonly Check[] = [
  authority,
  separatePersons,
  tracedAmount,
  integerMoney,
  expiry,
  timelyRelease,
  releaseDominates,
  oneEffect,
  oneWorkflow,
  signedMessages,
  listedTransitions,
  noExcess,
  audit,
  noPersonalData,
  rightParty,
  ground,
  databaseTime,
  appealRoute,
  nothingForgotten,
  bankBooks,
  evidenceBytes,
  replay,
  exchanges,
  noSpoiledReport,
  ownRule,
  letGo,
  seals,
  ledger,
  judgements,
  links,
  queueRows,
  advice,
  sessions,
  attachments,
  guards,
];
