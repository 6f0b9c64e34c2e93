import { advice } from './evidence/advice.js';
import { attachments } from './evidence/attachments.js';
import type { Check } from '../check.js';
import { authority } from './authority/i1-authority.js';
import { signedMessages } from './evidence/i10-signed-messages.js';
import { listedTransitions } from './audit/i11-listed-transitions.js';
import { noExcess } from './money/i12-no-excess.js';
import { guards } from './authority/guards.js';
import { audit } from './audit/i13-audit.js';
import { noPersonalData } from './evidence/i14-no-personal-data.js';
import { rightParty } from './evidence/i15-right-party.js';
import { ground } from './authority/i16-ground.js';
import { databaseTime } from './time/i17-database-time.js';
import { appealRoute } from './authority/i18-appeal-route.js';
import { nothingForgotten } from './audit/i19-nothing-forgotten.js';
import { bankBooks } from './money/i20-bank-books.js';
import { evidenceBytes } from './evidence/i21-evidence-bytes.js';
import { replay } from './audit/i22-replay.js';
import { exchanges } from './evidence/i23-exchanges.js';
import { noSpoiledReport } from './money/i24-no-spoiled-report.js';
import { ownRule } from './authority/i25-own-rule.js';
import { letGo } from './time/i26-let-go.js';
import { seals } from './authority/i29-seals.js';
import { lostOrders } from './money/i30-lost-orders.js';
import { recovery } from './audit/i32-recovery.js';
import { separatePersons } from './authority/i2-separate-persons.js';
import { tracedAmount } from './money/i3-traced-amount.js';
import { integerMoney } from './money/i4-integer-money.js';
import { expiry } from './time/i5-expiry.js';
import { timelyRelease } from './time/i6-timely-release.js';
import { releaseDominates } from './time/i7-release-dominates.js';
import { oneEffect } from './audit/i8-one-effect.js';
import { oneWorkflow } from './audit/i9-one-workflow.js';
import { judgements } from './authority/judgements.js';
import { ledger } from './money/ledger.js';
import { answers } from './evidence/answers.js';
import { links } from './evidence/links.js';
import { queueRows } from './audit/queue-rows.js';
import { sessions } from './authority/sessions.js';

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
  lostOrders,
  recovery,
  ledger,
  judgements,
  links,
  answers,
  queueRows,
  advice,
  sessions,
  attachments,
  guards,
];
