import { createHash, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { type DataSource, In, IsNull, Not } from 'typeorm';
import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import type { AppealAnswerInput } from '../../../src/application/appeal/appeal-input.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { attachToCase } from '../../../src/application/attachment/add-attachment.js';
import type { ActingPerson } from '../../../src/application/case/work/acting-person.js';
import { readingOfCase } from '../../../src/application/case/work/reading-of-case.js';
import { readClaimsToCorrect } from '../../../src/application/complaint/correct/corrected-claims.js';
import { decideCorrection } from '../../../src/application/complaint/correct/decide-correction.js';
import { decideWithdrawal } from '../../../src/application/complaint/correct/decide-withdrawal.js';
import { readCorrection } from '../../../src/application/complaint/correct/read-correction.js';
import { readWithdrawal } from '../../../src/application/complaint/correct/read-withdrawal.js';
import { requestCorrection } from '../../../src/application/complaint/correct/request-correction.js';
import { requestWithdrawal } from '../../../src/application/complaint/correct/request-withdrawal.js';
import { adoptFound } from '../../../src/application/complaint/incomplete/adopt-found.js';
import { setAsideIncompleteTransfer } from '../../../src/application/complaint/incomplete/settle-incomplete-transfer.js';
import { tellAgain } from '../../../src/application/complaint/incomplete/tell-again.js';
import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { supplyAuthority } from '../../../src/application/complaint/intake/supply-authority.js';
import { decidePapers } from '../../../src/application/complaint/papers/decide-papers.js';
import { type PapersInput, proposePapers } from '../../../src/application/complaint/papers/propose-papers.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { decideDirective } from '../../../src/application/directive/decide-directive.js';
import { type DirectiveInput, requestDirective } from '../../../src/application/directive/request-directive.js';
import { requestFreeze, type RequestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { declareInterest } from '../../../src/application/handling/declare-interest.js';
import { claimCase } from '../../../src/application/handling/work-claim.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { reviewHold } from '../../../src/application/judgement/review-hold.js';
import { receiveNotice } from '../../../src/application/notice/receive-notice.js';
import { recordOfficerResult } from '../../../src/application/notice/record-officer-result.js';
import { readCaseActs } from '../../../src/application/overview/read-case-acts.js';
import { complaintsOfMoney } from '../../../src/application/hold/order/complaint-clock.js';
import { dateWaits } from '../../../src/domain/complaint/intake/statement-date.js';
import { HOLDING_STATES } from '../../../src/domain/hold/hold.js';
import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import type { Account } from '../../../src/domain/party.js';
import { AppealRow } from '../../../src/persistence/entities/case/appeal.entities.js';
import {
  CorrectionRow,
  HolderPapersRow,
  WithdrawalRow,
} from '../../../src/persistence/entities/case/complaint.entities.js';
import { DebitConfirmationRow, IncompleteTransferRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { DirectiveRow } from '../../../src/persistence/entities/money/directive.entities.js';
import { FreezeRequestRow } from '../../../src/persistence/entities/case/freeze-request.entities.js';
import type { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { HoldNoticeRow, OwnSuspensionRow } from '../../../src/persistence/entities/money/notice.entities.js';
import { ClaimRow, StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { sha256Hex } from '../../../src/persistence/sha256.js';
import { newId } from '../../../src/persistence/ids.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { propertyRuns } from '../../support/property-runs.js';
import {
  INQUIRY_OFFICER,
  OFFICER,
  OPERATOR,
  OTHER_SUPERVISOR,
  person,
  RecordBuilder,
  SUPERVISOR,
} from '../../support/record-builder.js';
import { switchResidualWatch } from '../../support/residual-policy.js';
import { correct } from '../../support/correct.js';
import { warrantOf } from '../../support/warrant.js';
import { ASKS, askWithdrawal, withdraw } from '../../support/withdraw.js';
import { SupplementBody } from '../../../src/wire/case/complaint.js';

/** Made-up cases in `npm test`; the full run makes more. */
const RUNS = propertyRuns(3);
// Each story tries every act of several persons, each in a transaction of its own.
jest.setTimeout(180_000);

/** The hotline's own operator, who is an officer too: takes the complaints of all stories. */
const INTAKE = person(OPERATOR.subject, 'hotline_operator', 'aoc_officer');
/** Has both roles: neither decides on what he asked for. */
const OFFICER_AND_SUPERVISOR = person(OFFICER.subject, 'aoc_officer', 'aoc_supervisor');
const AMLO = person('amlo-1', 'amlo_officer');
const OTHER_OFFICER = person('officer-2', 'aoc_officer');
const OTHER_INQUIRY_OFFICER = person('inquiry-2', 'inquiry_officer');
const OTHER_INTAKE = person('operator-9', 'hotline_operator');
const ACTORS = [
  ...[OFFICER, OTHER_OFFICER, SUPERVISOR, OTHER_SUPERVISOR, INQUIRY_OFFICER, OTHER_INQUIRY_OFFICER, AMLO, INTAKE],
  ...[person('auditor-1', 'auditor'), person('desk-1', 'unfreeze_desk'), OTHER_INTAKE],
];

const BANKS = ['th-014', 'th-006', 'th-002'] as const;
/** A bank that takes no part. */
const STRANGER = 'th-999';

interface Step {
  readonly act:
    | 'answer'
    | 'believe'
    | 'suspend'
    | 'ask'
    | 'break_glass'
    | 'continue'
    | 'release'
    | 'release_in_part'
    | 'appeal'
    | 'find_for_holder'
    | 'refuse_appeal'
    | 'claim'
    | 'withdraw'
    | 'correct'
    | 'other_victim'
    | 'notice'
    | 'own_suspicion'
    | 'found'
    | 'credit'
    | 'arm'
    | 'warrant'
    | 'acknowledge'
    | 'agencies_are_silent'
    | 'declare'
    | 'ask_withdrawal'
    | 'ask_correction'
    | 'ask_papers'
    | 'confirm_papers'
    | 'ask_list'
    | 'list'
    | 'ask_delist'
    | 'number_is_bad'
    | 'cut_off'
    | 'ask_lift'
    | 'later_transfer'
    | 'incomplete'
    | 'bank_finds'
    | 'statement'
    | 'intake_declares';
  readonly pick: number;
  /** Where the money of an answered hold went. */
  readonly onward: 'nowhere' | 'next' | 'shop' | 'stranger' | 'victim' | 'cash' | 'little' | 'gone';
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom<Step['act']>(
    ...(['answer', 'answer', 'answer', 'believe', 'believe', 'suspend', 'suspend', 'ask', 'break_glass'] as const),
    ...(['continue', 'release', 'release_in_part', 'appeal', 'appeal', 'find_for_holder', 'refuse_appeal'] as const),
    ...(['claim', 'withdraw', 'correct', 'other_victim', 'notice', 'own_suspicion', 'found', 'credit'] as const),
    ...(['arm', 'warrant', 'acknowledge', 'agencies_are_silent', 'declare', 'ask_withdrawal'] as const),
    ...(['ask_correction', 'ask_papers', 'confirm_papers', 'ask_list', 'list', 'ask_delist', 'cut_off'] as const),
    ...(['ask_lift', 'later_transfer', 'incomplete', 'bank_finds', 'statement', 'intake_declares'] as const),
  ),
  pick: fc.nat({ max: 11 }),
  onward: fc.constantFrom<Step['onward']>(
    'nowhere',
    'next',
    'next',
    'shop',
    'stranger',
    'victim',
    'cash',
    'little',
    'gone',
  ),
});

/** A made-up case, and the persons to whom something may be offered. */
interface ToldStory {
  readonly holdsVictimAccount: boolean;
  /** Nobody knows the victim's number, and no transfer well enough. */
  readonly isLittleKnown?: boolean;
  readonly steps: readonly Step[];
  readonly actors: readonly (typeof ACTORS)[number][];
}

const anyStory: fc.Arbitrary<ToldStory> = fc.record({
  holdsVictimAccount: fc.boolean(),

  steps: fc.array(anyStep, { minLength: 2, maxLength: 10 }),
  actors: fc.shuffledSubarray(ACTORS, { minLength: 3, maxLength: 3 }),
});

const step = (act: Step['act'], onward: Step['onward'] = 'nowhere'): Step => ({ act, pick: 0, onward });

/**
 * Cases that chance makes seldom: money where the trail stops, what was let go and may come back, appeals
 * at each tier, notices of section 6, sums of two victims, a later credit, an armed hold, a warrant, a
 * closed case, and what outlasts a withdrawal.
 */
const ALWAYS: Readonly<Record<string, ToldStory>> = {
  'a colleague at work': {
    holdsVictimAccount: true,
    steps: [step('answer'), step('claim')],
    actors: [OFFICER, OTHER_OFFICER, SUPERVISOR],
  },
  'money at the next hop': {
    holdsVictimAccount: false,
    steps: [step('believe'), step('suspend'), step('answer', 'next'), step('believe')],
    actors: [OFFICER, INTAKE],
  },
  'money at a shop': {
    holdsVictimAccount: false,
    steps: [step('believe'), step('suspend'), step('answer', 'shop'), step('believe')],
    actors: [OFFICER],
  },
  'money at a bank that takes no part': {
    holdsVictimAccount: false,
    steps: [step('believe'), step('suspend'), step('answer', 'stranger'), step('believe')],
    actors: [OFFICER],
  },
  'a hold that was let go': {
    holdsVictimAccount: true,
    steps: [step('answer'), step('appeal'), step('release_in_part'), step('release')],
    actors: [OFFICER, SUPERVISOR],
  },
  'an appeal before the police': {
    holdsVictimAccount: true,
    steps: [step('answer'), step('appeal'), step('refuse_appeal'), step('appeal')],
    actors: [OTHER_OFFICER, INQUIRY_OFFICER],
  },
  'an appeal before the authority of the power': {
    holdsVictimAccount: true,
    steps: [step('answer'), step('continue'), step('appeal'), step('find_for_holder')],
    actors: [OFFICER, INQUIRY_OFFICER, OTHER_INQUIRY_OFFICER],
  },
  'a finding that goes to another authority': {
    holdsVictimAccount: true,
    steps: [step('answer'), step('continue'), step('appeal')],
    actors: [OTHER_OFFICER, SUPERVISOR],
  },
  'a notice of section 6 beside a sum of two victims': {
    holdsVictimAccount: true,
    steps: [step('answer', 'next'), step('notice'), step('appeal'), step('other_victim')],
    actors: [INQUIRY_OFFICER, AMLO],
  },
  'a suspicion of a bank': {
    holdsVictimAccount: false,
    steps: [step('own_suspicion'), step('answer')],
    actors: [INQUIRY_OFFICER, AMLO],
  },
  'a later credit': { holdsVictimAccount: true, steps: [step('answer', 'gone'), step('credit')], actors: [SUPERVISOR] },
  'an armed hold': {
    holdsVictimAccount: false,
    steps: [step('believe'), step('suspend'), step('arm'), step('other_victim')],
    actors: [OFFICER, SUPERVISOR],
  },
  'what outlasts a withdrawal': {
    holdsVictimAccount: false,
    steps: [step('believe'), step('suspend'), step('withdraw')],
    actors: [SUPERVISOR, OTHER_SUPERVISOR],
  },
  'a warrant': { holdsVictimAccount: true, steps: [step('warrant')], actors: [INQUIRY_OFFICER, SUPERVISOR] },
  'an interest of an officer': {
    holdsVictimAccount: true,
    steps: [step('believe'), step('suspend'), step('answer'), step('appeal'), step('ask'), step('declare')],
    actors: [OFFICER, SUPERVISOR],
  },
  'a closed case': {
    holdsVictimAccount: true,
    steps: [step('answer'), step('withdraw'), step('acknowledge'), step('agencies_are_silent')],
    actors: [OFFICER, INQUIRY_OFFICER],
  },
  'a report that little is known of': {
    holdsVictimAccount: true,
    isLittleKnown: true,
    steps: [step('bank_finds')],
    actors: [OFFICER, INTAKE, OTHER_INTAKE, SUPERVISOR],
  },
  'a report that is to be withdrawn': {
    holdsVictimAccount: true,
    steps: [step('answer'), step('ask_withdrawal')],
    actors: [INTAKE, OTHER_INTAKE, ASKS],
  },
  'a withdrawal of who gains by it': {
    holdsVictimAccount: true,
    steps: [step('ask_withdrawal'), step('intake_declares')],
    actors: [OFFICER, OTHER_INTAKE],
  },
  'a report that is to be corrected': {
    holdsVictimAccount: true,
    steps: [step('later_transfer'), step('ask_correction')],
    actors: [OFFICER, OTHER_INTAKE, ASKS],
  },
  'a transfer told later': {
    holdsVictimAccount: false,
    steps: [step('later_transfer'), step('statement')],
    actors: [OFFICER, OTHER_INTAKE, INQUIRY_OFFICER],
  },
  'an account whose holder papers name': {
    holdsVictimAccount: true,
    steps: [step('ask_papers')],
    actors: [OFFICER, OTHER_OFFICER, SUPERVISOR, INTAKE],
  },
  'an account whose holder is known': {
    holdsVictimAccount: true,
    steps: [step('ask_papers'), step('confirm_papers')],
    actors: [OFFICER, SUPERVISOR],
  },
  'a listing that stands, and one that waits': {
    holdsVictimAccount: true,
    steps: [step('list'), step('ask_list')],
    actors: [OFFICER_AND_SUPERVISOR, SUPERVISOR],
  },
  'a listing whose end is asked for': {
    holdsVictimAccount: true,
    steps: [step('list'), step('ask_delist')],
    actors: [OFFICER, SUPERVISOR],
  },
  'a later transfer that may be corrected': {
    holdsVictimAccount: true,
    steps: [step('later_transfer')],
    actors: [OFFICER, ASKS],
  },
  'numbers that may be cut off': {
    holdsVictimAccount: true,
    steps: [step('number_is_bad')],
    actors: [OFFICER],
  },
  'numbers that are cut off': {
    holdsVictimAccount: true,
    steps: [step('cut_off')],
    actors: [OFFICER, SUPERVISOR],
  },
  'numbers that are to be given back': {
    holdsVictimAccount: true,
    steps: [step('cut_off'), step('ask_lift')],
    actors: [OFFICER, SUPERVISOR],
  },
};

/** What the cases above must have led to: else the comparison compares nothing. */
const MUST_MEET = [
  /^asked .*CASE\.CLOSED$/,
  /^asked .*CASE\.INTEREST$/,
  /^asked whole_account.*: taken$/,
  /^arms .*: taken$/,
  /^decision aoc_suspension approve: taken$/,
  /^decision residual approve: taken$/,
  /^decision whole_account approve: taken$/,
  /^suspension lifted: taken$/,
  /^suspension lifted: SUSPENSION\.OFFICE$/,
  /^review .*: taken$/,
  /^verdict uphold centre .*: taken$/,
  /^verdict uphold police .*: taken$/,
  /^verdict uphold authority .*: taken$/,
  /^forwards uphold centre .*: true$/,
  /^claim: taken$/,
  /^claim: CASE\.CLAIMED_BY_ANOTHER$/,
  /^claim: CASE\.CLOSED$/,
  /^directive list: taken$/,
  /^directive telecom: taken$/,
  /^delist: taken$/,
  /^delist: APPROVAL\.ALREADY_OPEN$/,
  /^telecom_lift all: taken$/,
  /^telecom_lift cleared: DIRECTIVE\.NO_NUMBER$/,
  /^telecom_lift all: APPROVAL\.ALREADY_OPEN$/,
  /^of directive list approve: taken$/,
  /^of directive list approve: APPROVAL\.OWN_REQUEST$/,
  /^of directive delist approve: taken$/,
  /^of directive telecom_lift approve: taken$/,
  /^told_again victimNumber: taken$/,
  /^told_again victimPhone: COMPLAINT\.KNOWN_ALREADY$/,
  /^supplement: taken$/,
  /^supplement: APPROVAL\.ROLE$/,
  /^transfers: taken$/,
  /^authority: taken$/,
  /^authority: AUTHORITY\.NOT_NEEDED$/,
  /^statement counts: taken$/,
  /^statement waits: taken$/,
  /^set_aside open: taken$/,
  /^set_aside open: INCOMPLETE_TRANSFER\.NOT_TAKER$/,
  /^adopt open: taken$/,
  /^adopt open: APPROVAL\.OWN_INTAKE$/,
  /^withdrawal: taken$/,
  /^withdrawal: APPROVAL\.ALREADY_OPEN$/,
  /^of withdrawal confirm: taken$/,
  /^of withdrawal confirm: APPROVAL\.OWN_REQUEST$/,
  /^of withdrawal confirm: APPROVAL\.OWN_INTAKE$/,
  /^of withdrawal confirm: APPROVAL\.MAKER_INTEREST$/,
  /^of withdrawal refuse: taken$/,
  /^correction plain: taken$/,
  /^correction plain: CORRECTION\.DEBIT_CONFIRMED$/,
  /^correction orders: taken$/,
  /^correction orders: APPROVAL\.ALREADY_OPEN$/,
  /^of correction confirm: taken$/,
  /^of correction confirm: APPROVAL\.OWN_REQUEST$/,
  /^papers belongs: taken$/,
  /^papers belongs: APPROVAL\.ALREADY_OPEN$/,
  /^papers taken_back: taken$/,
  /^of papers confirm: taken$/,
  /^of papers confirm: APPROVAL\.OWN_REQUEST$/,
];

/** A made-up wallet that may be listed. */
const WALLET = '0x52908400098527886E0F7030069857D2E4169EE7';

/** Thrown so that what an act wrote is taken back. */
class Undone extends Error {}

/** Returns what an act says, and takes back what it wrote. */
async function tried<T>(db: DataSource, act: (db: DataSource) => Promise<T>): Promise<T> {
  const said: T[] = [];
  try {
    await db.transaction(async (manager) => {
      const within = { transaction: (work: (inner: typeof manager) => Promise<unknown>) => manager.transaction(work) };
      said.push(await act(Object.assign(Object.create(db) as DataSource, within)));
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  const [outcome] = said;
  if (outcome === undefined) throw new Error('the act said nothing');
  return outcome;
}

/** An instant some hours ago. */
const hourAgo = (hours = 1) => new Date(Date.now() - hours * 3_600_000).toISOString();

const isWord = (value: unknown): value is string => typeof value === 'string' && !/^[0-9A-Z]{26}$/.test(value);

const codeOf = (outcome: { ok: true } | { ok: false; code: string }) => (outcome.ok ? null : outcome.code);

type WhyNot = { code: string } | null;
const codeOfWhyNot = (whyNot: WhyNot | undefined) => whyNot?.code ?? null;

type Acts = NonNullable<Awaited<ReturnType<typeof readCaseActs>>>;
/** Notes an act, the refusal that is offered of it, and what the act said; null: it is taken. */
type Same = (what: object, offered: string | null, said: string | null) => void;

const fail = (): never => {
  throw new Error('what was asked for is gone');
};

/** What may be told of a report of which it is not known. */
const TOLD_AGAIN = {
  reporterName: { reporter: { name: 'Somsri Test' } },
  victimName: { victim: { name: 'Somying Test' } },
  narrative: { narrative: 'I paid for a camera.' },
  caseType: { caseType: 'goods_solo' },
  victimNumber: { victim: { passportNo: 'AA7654321' } },
  victimPhone: { victim: { phone: '0898765432' } },
  reporterPhone: { reporter: { phone: '0898765433' } },
  victimAccount: { victimAccount: { institution: 'th-004', accountNo: '9180000099' } },
} as const;

let stories = 0;
/** What was compared, with what was offered: a person's act, and the refusal or `taken`. */
const met = new Set<string>();

/** Whatever an act would accept of a person is offered to that person, and the reverse. */
describe('any made-up case', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    await switchResidualWatch(build.owner, true);
  });
  afterAll(() => database.drop());

  /** A case as a story leaves it, with its accounts. */
  class Story {
    private readonly number = (stories += 1);
    readonly accounts: Account[] = [this.account(0)];
    readonly victim = { institution: 'th-004', accountNo: `918${String(this.number).padStart(7, '0')}` };
    /** The number from which the suspect called. */
    private readonly suspectNumber = `0812${String(this.number).padStart(6, '0')}`;
    private readonly transfer = {
      reference: `OFFERED-${this.number}`,
      amountSatang: '8000000',
      transferredAt: hourAgo(),
    };
    /** The case of the first victim, and those of others who report the same money. */
    readonly caseIds: string[] = [];
    caseId = '';

    private account(place: number, institution: string = BANKS[place % BANKS.length] ?? 'th-014'): Account {
      return { institution, accountNo: `917${String(this.number).padStart(5, '0')}${String(place).padStart(2, '0')}` };
    }

    async begin({ holdsVictimAccount, isLittleKnown = false }: ToldStory): Promise<void> {
      const { caseId } = await this.complain(holdsVictimAccount, isLittleKnown);
      this.caseId = caseId;
      await build.advanceCase(caseId);
      await build.debits(caseId, 'CONFIRMED');
      await build.advanceCase(caseId);
    }

    private async complain(holdsVictimAccount: boolean, isLittleKnown = false): Promise<{ caseId: string }> {
      const made = await build.complain({
        reporter: { holdsVictimAccount },
        ...(isLittleKnown && { victim: { name: 'Somying Test' } }),
        victimAccount: this.victim,
        suspectContacts: [{ kind: 'phone', value: this.suspectNumber }],
        transfers: isLittleKnown ? [] : [{ ...this.transfer, to: { account: this.account(0) } }],
        ...(isLittleKnown && { incompleteTransfers: [this.told()] }),
      });
      this.caseIds.push(made.caseId);
      return made;
    }

    private async holds(state?: readonly HoldRow['state'][]): Promise<HoldRow[]> {
      const all = await Promise.all(this.caseIds.map((caseId) => build.holds(caseId)));
      return all.flat().filter((hold) => state === undefined || state.includes(hold.state));
    }

    private debit(onward: Step['onward'], asked: bigint): OnwardMessage[] {
      const part = (onward === 'little' ? 100n : asked / 2n).toString();
      const at = new Date(Date.now() - 600_000).toISOString();
      const base = { transferRef: newId(), amountSatang: part, attributedSatang: part, at, channel: 'promptpay' };
      const to = (institution?: string) => {
        const account = this.account(this.accounts.length, institution);
        this.accounts.push(account);
        return { ...base, to: { account } };
      };
      switch (onward) {
        case 'nowhere':
        case 'gone':
          return [];
        case 'next':
        case 'little':
          return [to()];
        case 'shop':
          return [{ ...to(), paidTo: 'merchant' }];
        case 'stranger':
          return [to(STRANGER)];
        case 'victim':
          return [{ ...base, to: { account: this.victim } }];
        case 'cash':
          return [{ ...base, channel: 'atm', to: { offRail: 'cash' } }];
      }
    }

    async take({ act, pick, onward }: Step): Promise<void> {
      const { caseId } = this;
      const account = this.accounts[pick % this.accounts.length] ?? this.account(0);
      const of = (holds: readonly HoldRow[]) => holds[pick % Math.max(1, holds.length)];
      const ask = (body: RequestFreeze['body'], actor: RequestFreeze['actor']) =>
        requestFreeze(build.db, { caseId, body, actor });
      const until = new Date(Date.now() + 86_400_000).toISOString();
      switch (act) {
        case 'answer': {
          const hold = of(await this.holds(['ordered', 'unconfirmed']));
          if (hold === undefined) return;
          const debits = this.debit(onward, hold.requestedSatang);
          const gone = debits.reduce((sum, { attributedSatang }) => sum + BigInt(attributedSatang), 0n);
          const held = hold.requestedSatang - gone;
          await build.send(hold.id, {
            result: debits.length === 0 && onward !== 'gone' ? 'HELD_FULL' : 'HELD_PARTIAL',
            // Of what is gone nobody says where it went, so that a later credit is waited for (P-RESID).
            heldAmountSatang: (onward === 'gone' ? held / 2n : held).toString(),
            onward: debits,
          });
          break;
        }
        case 'believe': {
          const black = [account, this.accounts.at(-1) ?? account];
          const colours = black.map((one) => ({ account: one, colour: 'black' }));
          await build.agencyAnswers(caseId, 'bot', { colours }).catch(() => undefined);
          break;
        }
        case 'ask':
        case 'suspend': {
          const asked = await ask({ kind: 'aoc_suspension', account, until, reason: 'a story' }, OFFICER);
          if (asked.ok && act === 'suspend') await build.approve(asked.response.id, SUPERVISOR);
          break;
        }
        case 'break_glass':
          await ask({ kind: 'break_glass', account, reason: 'a story' }, SUPERVISOR);
          break;
        case 'continue': {
          const hold = of(await this.holds());
          if (hold === undefined) return;
          await ask({ kind: 'continue_order', holdId: hold.id, until, reason: 'a story' }, INQUIRY_OFFICER);
          break;
        }
        case 'release':
        case 'release_in_part': {
          const hold = of(await this.holds(HOLDING_STATES));
          if (hold === undefined) return;
          const actor = hold.kind === 'continue_order' ? INQUIRY_OFFICER : OFFICER;
          const input = { holdId: hold.id, actor };
          if (act === 'release')
            await releaseByOfficer(build.db, { ...input, body: { reason: 'a story', unrelated: false } });
          else await releaseInPart(build.db, { ...input, body: { keepSatang: '1', reason: 'a story' } });
          break;
        }
        case 'appeal': {
          const hold = of(await this.holds(HOLDING_STATES));
          if (hold === undefined) return;
          const appellant = { by: 'desk' as const, person: person('desk-1', 'unfreeze_desk'), idempotencyKey: newId() };
          const { noticeReference: reference } = hold;
          await receiveAppeal(build.db, { reference, statement: 'A sale.', bodySha256: newId(), appellant });
          break;
        }
        case 'find_for_holder':
        case 'refuse_appeal': {
          const open = await build.db.manager.findBy(AppealRow, { caseId, settledAt: IsNull() });
          const appeal = open[pick % Math.max(1, open.length)];
          if (appeal === undefined) return;
          const reason = { en: 'a story' };
          const verdict = act === 'refuse_appeal' ? 'refuse' : 'uphold';
          const actor = appeal.tier === 'centre' ? OFFICER : INQUIRY_OFFICER;
          await answerAppeal(build.db, { appealId: appeal.id, body: { verdict, reason }, actor });
          break;
        }
        case 'correct':
          await correct(build.db, caseId, { amountSatang: '6000000' }).catch(() => undefined); // withdrawn already
          break;
        case 'other_victim': {
          const { caseId: other } = await this.complain(false);
          await build.advanceCase(other);
          break;
        }
        case 'notice':
          await this.officerNotices();
          break;
        case 'own_suspicion':
          await this.bankSuspects();
          break;
        case 'found': {
          const suspensionId = (await this.suspended())[0]?.id;
          if (suspensionId === undefined) return;
          const body = { result: 'proceeded' as const, reason: 'a story', reference: 'TEST 1/2569' };
          await recordOfficerResult(build.db, { suspensionId, body, actor: INQUIRY_OFFICER });
          break;
        }
        case 'credit': {
          const hold = of(await this.holds(['partly_held', 'no_funds']));
          if (hold === undefined) return;
          const data = { holdId: hold.id, amountSatang: '100000', at: new Date().toISOString() };
          await build.callback(hold.institution, 'account.credited', hold.id, data);
          await build.advanceHold(hold.id);
          break;
        }
        case 'arm': {
          const hold = of(await this.holds(['ordered', 'unconfirmed', 'held', 'partly_held']));
          if (hold === undefined) return;
          await ask({ kind: 'aoc_suspension', holdId: hold.id, armSatang: '1', until, reason: 'a story' }, OFFICER);
          break;
        }
        case 'warrant': {
          const warrant = await warrantOf(build.owner, caseId);
          await ask({ kind: 'whole_account', account, until, reason: 'a story', ...warrant }, INQUIRY_OFFICER);
          break;
        }
        case 'acknowledge':
          for (const { id } of await this.holds(['release_ordered'])) await build.release(id).catch(() => undefined);
          break;
        case 'agencies_are_silent':
          await build.owner.query(`UPDATE evidence_request SET state = 'unknown' WHERE case_id = $1`, [caseId]);
          break;
        case 'claim':
          await claimCase(build.db, { caseId, actor: OFFICER });
          break;
        case 'declare': {
          const actor = [OFFICER, SUPERVISOR, INQUIRY_OFFICER][pick % 3] ?? OFFICER;
          await declareInterest(build.db, { caseId, reason: 'a story', actor });
          break;
        }
        case 'withdraw':
          await withdraw(build.db, caseId).catch(() => undefined); // withdrawn already
          break;
        default:
          await this.tellOrDirect(act, caseId);
      }
      await build.advanceCase(caseId);
    }

    /** What is done about the report itself, and beside any hold. */
    private async tellOrDirect(act: Step['act'], caseId: string): Promise<void> {
      const list = { kind: 'list' as const, reason: 'a story', ground: 'a story' };
      const directs = async (body: DirectiveInput, isApproved: boolean) => {
        const asked = await requestDirective(build.db, { caseId, body, actor: OFFICER });
        const decision = { verdict: 'approve' as const, reason: 'a story' };
        if (asked.ok && isApproved)
          await decideDirective(build.db, { id: asked.id, body: decision, actor: SUPERVISOR });
      };
      const wallet = () => ({
        kind: 'wallet' as const,
        value: `0x${newId()
          .padStart(40, '0')
          .replace(/[^0-9A-F]/g, 'A')}`,
      });
      switch (act) {
        case 'ask_withdrawal':
          await askWithdrawal(build.db, caseId).catch(() => undefined); // withdrawn already, or no number
          break;
        case 'ask_correction':
          for (const { id } of await this.reported(caseId)) await this.correctTransfer(build.db, caseId, id, ASKS);
          break;
        case 'ask_papers':
        case 'confirm_papers': {
          const paper = await this.paperOf(caseId);
          if (act === 'ask_papers') await proposePapers(build.db, { caseId, body: paper, actor: OFFICER });
          for (const { id: papersId } of await build.db.manager.findBy(HolderPapersRow, {
            caseId,
            state: 'requested',
          })) {
            const body = { verdict: 'confirm' as const, reason: 'a story' };
            if (act === 'confirm_papers') await decidePapers(build.db, { id: papersId, body, actor: OTHER_OFFICER });
          }
          break;
        }
        case 'ask_list':
          await directs({ ...list, subject: wallet() }, false);
          break;
        case 'list':
          await directs({ ...list, subject: wallet() }, true);
          break;
        case 'ask_delist':
          for (const { id: listingId } of await build.db.manager.findBy(DirectiveRow, { caseId, kind: 'list' }))
            await directs({ kind: 'delist', listingId, reason: 'a story' }, false);
          break;
        case 'number_is_bad':
        case 'cut_off': {
          const sims = [{ number: this.suspectNumber, registration: 'not_registered', suspended: false }];
          await build.agencyAnswers(caseId, 'nbtc', { sims }).catch(() => undefined); // answered already
          await build.advanceCase(caseId);
          if (act === 'cut_off') await directs({ kind: 'telecom', reason: 'a story' }, true);
          break;
        }
        case 'ask_lift':
          for (const { id: directiveId } of await build.db.manager.findBy(DirectiveRow, { caseId, kind: 'telecom' }))
            await directs({ kind: 'telecom_lift', directiveId, numbers: 'all', reason: 'a story' }, false);
          break;
        case 'later_transfer':
          await addTransfers(build.db, { caseId, actor: OTHER_INTAKE, body: this.laterTransfer() });
          break;
        case 'incomplete':
          await this.supplements(build.db, caseId, OTHER_INTAKE, [this.told()]);
          break;
        case 'bank_finds': {
          const search = { caseId, state: 'asked' as const, incompleteTransferId: Not(IsNull()) };
          const [question] = await build.db.manager.findBy(DebitConfirmationRow, search);
          if (question === undefined) return;
          const { id: confirmationId, institution } = question;
          const at = hourAgo(2);
          const found = { reference: `FOUND-${this.number}`, amountSatang: '2000000', at, to: this.account(1) };
          const says = { confirmationId, result: 'CONFIRMED', found, at: new Date().toISOString() };
          const message = await build.answer(institution, 'debit.confirmation', confirmationId, says);
          await recordConfirmation(build.db, { confirmationId, caseId }, message);
          break;
        }
        case 'statement':
          await this.givesDate(build.db, caseId, INQUIRY_OFFICER, new Date());
          break;
        default:
          await declareInterest(build.db, { caseId, reason: 'a story', actor: { ...ASKS, roles: ['aoc_officer'] } });
      }
    }

    private laterTransfer() {
      const to = { account: this.account(2) };
      const transfer = {
        ...this.transfer,
        reference: `LATER-${newId()}`,
        amountSatang: '500000',
        to,
        rail: 'promptpay',
      };
      return { note: 'a story', transfers: [transfer] };
    }

    private told() {
      return { amountSatang: '2000000', between: { from: hourAgo(3), until: hourAgo(1) } };
    }

    private supplements(db: DataSource, caseId: string, actor: ActingPerson, incompleteTransfers: object[] = []) {
      const body = SupplementBody.parse({ note: 'a story', incompleteTransfers });
      return addToComplaint(db, { caseId, actor, kind: 'supplement', body });
    }

    private givesDate(db: DataSource, caseId: string, actor: ActingPerson, date: Date) {
      const body = { policeCaseNo: '1/2569', station: 'a story', complaintReceivedAt: date.toISOString() };
      return addToComplaint(db, { caseId, actor, kind: 'statement', body });
    }

    /** The transfers that a case reports and upholds. */
    private async reported(caseId: string): Promise<TransferRow[]> {
      const { manager } = build.db;
      const claims = await manager.findBy(ClaimRow, { caseId, reported: true });
      const sums = await manager.findBy(StolenSumRow, { id: In(claims.map(({ stolenSumId }) => stolenSumId)) });
      return manager.findBy(TransferRow, { id: In(sums.map(({ transferId }) => transferId)) });
    }

    private async correctedTransfer(transferId: string) {
      const row = await build.db.manager.findOneByOrFail(TransferRow, { id: transferId });
      const { toInstitution, toAccountNo, amountSatang, transferredAt, reference, rail } = row;
      const to = { account: { institution: toInstitution ?? '', accountNo: toAccountNo ?? '' } };
      const amount = (amountSatang + 100n).toString();
      return { transferId, to, amountSatang: amount, transferredAt: transferredAt.toISOString(), reference, rail };
    }

    private async correctTransfer(db: DataSource, caseId: string, transferId: string, actor: ActingPerson) {
      const transfers = [await this.correctedTransfer(transferId)];
      const body = { reason: 'as offered', calledBackAt: new Date().toISOString(), transfers };
      return requestCorrection(db, { caseId, body, actor });
    }

    /** A finding that the reporter and the victim's account belong together, with a file of the case. */
    private async paperOf(caseId: string): Promise<PapersInput> {
      const content = Buffer.from(`%PDF-1.7 a made-up passport for ${caseId}`);
      const file = { kind: 'document' as const, mediaType: 'application/pdf' as const, content };
      const store = {
        put: (_id: string, bytes: Uint8Array) => Promise.resolve(sha256Hex(bytes)),
        get: () => Promise.resolve({ is: 'missing' as const }),
        remove: () => Promise.resolve(),
      };
      const by = { addedBy: OFFICER.subject, addedRole: 'aoc_officer' as const };
      const added = await attachToCase(build.db, store, { caseId, file, by });
      if (!added.ok) throw new Error(added.code);
      const document = { kind: 'passport' as const, number: 'AA1234567', attachmentId: added.attachment.id };
      return { finding: 'belongs', document, reason: 'a story' };
    }

    /** The institution of the first account suspects the money too, and suspends half of it. */
    private async bankSuspects(): Promise<void> {
      const { institution } = this.account(0);
      const transfer = { ...this.noticed(), suspended: { amountSatang: '4000000', suspendedAt: hourAgo(0.2) } };
      const notice = { ...this.suspicion(), transfers: [transfer] };
      await build.suspect(institution, notice).catch(() => undefined); // given already
    }

    private async officerNotices(): Promise<void> {
      const authority = { office: 'ccib' as const, position: 'Inspector', documentNo: 'TEST 1/2569' };
      const body = { kind: 'officer' as const, ...this.suspicion(), authority, transfers: [this.noticed()] };
      await receiveNotice(build.db, {
        body,
        bodySha256: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
        notifier: { by: 'officer', person: OTHER_INQUIRY_OFFICER, office: 'ccib', idempotencyKey: randomUUID() },
        rulebook: 'th',
      });
    }

    private suspicion() {
      const ground = 'Several credits were passed on at once.';
      return { ground, suspected: 'technology_crime' as const, foundAt: hourAgo(0.1), fromAccount: this.victim };
    }

    private noticed() {
      return { ...this.transfer, to: { account: this.account(0) }, rail: 'promptpay' };
    }

    /** What is suspended under section 6: by institutions themselves, and by orders on a notice. */
    private async suspended(): Promise<{ id: string; caseId: string }[]> {
      const own = await build.db.manager.findBy(OwnSuspensionRow, { caseId: In(this.caseIds) });
      const onNotice = await build.db.manager.findBy(HoldNoticeRow, { caseId: In(this.caseIds) });
      const all = [...own, ...onNotice.map(({ holdId: id, caseId }) => ({ id, caseId }))];
      return [...new Map(all.map(({ id, caseId }) => [id, { id, caseId }])).values()];
    }

    /** Compares what is offered to a person with what each act says to the person. */
    async compare(actor: (typeof ACTORS)[number], caseId: string): Promise<void> {
      const acts = await readCaseActs(build.db.manager, caseId, actor);
      if (acts === undefined) throw new Error('the case is gone');
      const warrant = await warrantOf(build.owner, caseId);
      const { latestUntil } = acts.kinds.whole_account;
      type Offer = (typeof acts.accounts)[number]['requests'][number];
      type Asked = Pick<Offer, 'kind' | 'arms' | 'partialReleaseId'>;
      const wholeCase = (kind: Asked['kind']) => (kind === 'reinstatement' ? null : acts.kinds[kind].whyNot);
      const bodyOf = ({ kind, arms, partialReleaseId }: Asked): RequestFreeze['body'] => ({
        kind,
        reason: 'as offered',
        ...(kind === 'reinstatement' || kind === 'break_glass'
          ? {}
          : { until: kind === 'whole_account' ? latestUntil : acts.kinds[kind].latestUntil }),
        ...(kind === 'whole_account' ? warrant : {}),
        ...(arms ? { armSatang: '1' } : {}),
        ...(partialReleaseId === null ? {} : { partialReleaseId }),
      });
      const post = async (asked: Asked, subject: object) =>
        codeOf(
          await tried(build.db, (db) => requestFreeze(db, { caseId, actor, body: { ...bodyOf(asked), ...subject } })),
        );
      const offeredOf = (requests: readonly Offer[] | undefined, { kind, arms, partialReleaseId }: Asked) => {
        const offer = requests?.find(
          (one) => one.kind === kind && one.arms === arms && one.partialReleaseId === partialReleaseId,
        );
        const why = wholeCase(kind) ?? (offer === undefined ? { code: 'not listed' } : offer.whyNot);
        return why === null ? null : why.code;
      };
      const found: unknown[] = [];
      const same: Same = (what, offered, said) => {
        met.add(`${Object.values(what).filter(isWord).join(' ')}: ${offered ?? 'taken'}`);
        if (offered !== said && !(offered === 'not listed' && said !== null)) found.push({ what, offered, said });
      };
      const plain = { arms: false, partialReleaseId: null };
      for (const { partId, requests, hop } of acts.accounts)
        for (const kind of ['aoc_suspension', 'break_glass', 'whole_account'] as const) {
          const asked = { kind, ...plain };
          same({ act: 'asked', kind, hop }, offeredOf(requests, asked), await post(asked, { account: { partId } }));
        }
      for (const { id: holdId, state, kind: power, caseId: ofCase } of await this.holds()) {
        const one = acts.holds.find((each) => each.holdId === holdId);
        // A hold of another case on money that this one does not claim is acted on there.
        if (one === undefined && ofCase !== caseId) continue;
        const parts = one?.requests.flatMap(({ partialReleaseId }) => partialReleaseId ?? []) ?? [];
        const wanted: Asked[] = [
          ...(['continue_order', 'aoc_suspension', 'whole_account', 'reinstatement'] as const).map((kind) => ({
            kind,
            ...plain,
          })),
          { kind: 'aoc_suspension', arms: true, partialReleaseId: null },
          ...parts.map((partialReleaseId) => ({ kind: 'reinstatement' as const, arms: false, partialReleaseId })),
        ];
        for (const asked of wanted)
          same(
            { act: asked.arms ? 'arms' : 'asked', kind: asked.kind, state, power },
            offeredOf(one?.requests, asked),
            await post(asked, { holdId }),
          );
        const input = { holdId, actor };
        const review = one?.review ?? null;
        same(
          { act: 'review', state, power },
          review === null ? 'not listed' : (review.whyNot?.code ?? null),
          codeOf(await tried(build.db, (db) => reviewHold(db, { ...input, body: { reason: 'as offered' } }))),
        );
        const release = one?.release ?? null;
        const whole = { reason: 'as offered', unrelated: false };
        const whyNot = release === null ? 'not listed' : (release.whyNot?.code ?? null);
        same(
          { act: 'release', state, power },
          whyNot,
          codeOf(await tried(build.db, (db) => releaseByOfficer(db, { ...input, body: whole }))),
        );
        const part = { reason: 'as offered', keepSatang: '1' };
        const whyNotPart = release === null ? 'not listed' : (release.whyNotInPart?.code ?? null);
        same(
          { act: 'part', state, power },
          whyNotPart,
          codeOf(await tried(build.db, (db) => releaseInPart(db, { ...input, body: part }))),
        );
      }
      const reason = 'as offered';
      for (const { id: suspensionId, caseId: ofCase } of await this.suspended())
        for (const result of ['lifted', 'proceeded'] as const) {
          const body = result === 'lifted' ? { result, reason } : { result, reason, reference: 'TEST 9/2569' };
          const one = acts.suspensions.find((each) => each.suspensionId === suspensionId);
          const offered = one?.results.find((each) => each.result === result);
          if (one === undefined && ofCase !== caseId) continue;
          same(
            { act: 'suspension', result },
            offered === undefined ? 'not listed' : (offered.whyNot?.code ?? null),
            codeOf(await tried(build.db, (db) => recordOfficerResult(db, { suspensionId, body, actor }))),
          );
        }
      for (const { id: appealId, tier, state } of await build.db.manager.findBy(AppealRow, { caseId }))
        for (const verdict of ['review', 'uphold', 'uphold_in_part', 'refuse'] as const) {
          const reason = { en: 'as offered' };
          const body: AppealAnswerInput =
            verdict === 'review'
              ? { verdict }
              : verdict === 'uphold_in_part'
                ? { verdict, reason, keepSatang: '1' }
                : { verdict, reason };
          const one = acts.appeals.find((each) => each.appealId === appealId);
          const offered = one?.answers.find((each) => each.verdict === verdict);
          const said = await tried(build.db, (db) => answerAppeal(db, { appealId, body, actor }));
          same(
            { act: 'verdict', verdict, tier, state },
            offered === undefined ? 'not listed' : (offered.whyNot?.code ?? null),
            codeOf(said),
          );
          // A finding that is forwarded ends nothing.
          if (said.ok && offered !== undefined && verdict.startsWith('uphold'))
            same(
              { act: 'forwards', verdict, tier, state },
              String(offered.forwards),
              String(said.state === 'received'),
            );
        }
      // A kind that is not for the role is offered nowhere, so a page does not draw it.
      for (const [kind, rule] of Object.entries(acts.kinds))
        if (!rule.isForRole) expect({ kind, whyNot: rule.whyNot }).not.toEqual({ kind, whyNot: null });
      const claimed = codeOf(await tried(build.db, (db) => claimCase(db, { caseId, actor })));
      same({ act: 'claim' }, codeOfWhyNot(acts.claim.whyNot), claimed);
      await this.compareReport(actor, caseId, acts.report, same);
      await this.comparePapers(actor, caseId, acts.holders, same);
      await this.compareDirectives(actor, caseId, acts.directives, same);
      for (const { id: requestId, kind } of await build.db.manager.findBy(FreezeRequestRow, { caseId }))
        for (const verdict of ['approve', 'refuse'] as const) {
          const one = acts.decisions.find((each) => each.requestId === requestId);
          const whyNot = verdict === 'approve' ? one?.whyNotApprove : one?.whyNotRefuse;
          same(
            { act: 'decision', kind, verdict },
            one === undefined ? 'not listed' : (whyNot?.code ?? null),
            codeOf(await tried(build.db, (db) => build.through(db).decide(requestId, actor, verdict))),
          );
        }
      expect({ actor: actor.subject, found }).toEqual({ actor: actor.subject, found: [] });
    }

    private async compareReport(
      actor: ActingPerson,
      caseId: string,
      { toldAgain, incompleteTransfers, statement, withdrawal, correction, ...report }: Acts['report'],
      same: Same,
    ): Promise<void> {
      const { manager } = build.db;
      const signRecord = (bytes: Uint8Array) => build.parties.signBytes(bytes);
      const what = toldAgain.askAgain[0]?.what ?? 'victimPhone';
      const note = 'as offered';
      const body = { ...TOLD_AGAIN[what], note };
      same(
        { act: 'told_again', what },
        codeOfWhyNot(toldAgain.whyNot),
        codeOf(await tried(build.db, (db) => tellAgain(db, { caseId, actor, body, signRecord }))),
      );
      same(
        { act: 'supplement' },
        codeOfWhyNot(report.supplement),
        codeOf(await tried(build.db, (db) => this.supplements(db, caseId, actor))),
      );
      same(
        { act: 'transfers' },
        codeOfWhyNot(report.transfers),
        codeOf(await tried(build.db, (db) => addTransfers(db, { caseId, actor, body: this.laterTransfer() }))),
      );
      const authority = { as: 'guardian' as const, document: 'birth certificate', documentNo: '1/2569' };
      same(
        { act: 'authority' },
        codeOfWhyNot(report.authority.whyNot),
        codeOf(await tried(build.db, (db) => supplyAuthority(db, { caseId, actor, body: authority }))),
      );
      const reading = await readingOfCase(manager, caseId);
      const { caseFile, rulebook, now } = reading;
      const { openedAt: receivedAt, victimReports, statementAt } = caseFile;
      const ofMoney = await complaintsOfMoney(reading);
      for (const date of [new Date(), new Date(Date.now() - 1_800_000)]) {
        const waits = dateWaits({ receivedAt, victimReports, statementAt }, ofMoney, date, rulebook, now);
        same(
          { act: 'statement', waits: waits ? 'waits' : 'counts' },
          codeOfWhyNot(waits ? statement.whyNotIfItWaits : statement.whyNot),
          codeOf(await tried(build.db, (db) => this.givesDate(db, caseId, actor, date))),
        );
      }
      for (const { id: transferId, state } of await manager.findBy(IncompleteTransferRow, { caseId })) {
        const one = incompleteTransfers.find((each) => each.transferId === transferId);
        const input = { caseId, transferId, reason: note, actor };
        same(
          { act: 'set_aside', state },
          one === undefined ? 'not listed' : codeOfWhyNot(one.whyNotSetAside),
          codeOf(await tried(build.db, (db) => setAsideIncompleteTransfer(db, input))),
        );
        same(
          { act: 'adopt', state },
          one === undefined ? 'not listed' : codeOfWhyNot(one.whyNotAdopt),
          codeOf(await tried(build.db, (db) => adoptFound(db, input))),
        );
      }
      const calledBackAt = new Date().toISOString();
      const asks = { reason: note, identifiedBy: 'call_back' as const, calledBackAt };
      same(
        { act: 'withdrawal' },
        codeOfWhyNot(withdrawal.whyNot),
        codeOf(await tried(build.db, (db) => requestWithdrawal(db, { caseId, actor, body: asks }))),
      );
      for (const { id: transferId } of await this.reported(caseId)) {
        const one = correction.transfers.find((each) => each.transferId === transferId);
        const victimAccount = this.victim;
        const transfers = [await this.correctedTransfer(transferId)];
        const claims = await readClaimsToCorrect(await readingOfCase(manager, caseId), { victimAccount, transfers });
        const orders = claims.ok && claims.changesOrders;
        const whyNot = one?.whyNot ?? (orders ? correction.whyNotIfItOrders : correction.whyNot);
        same(
          { act: 'correction', orders: orders ? 'orders' : 'plain' },
          one === undefined ? 'not listed' : codeOfWhyNot(whyNot),
          codeOf(await tried(build.db, (db) => this.correctTransfer(db, caseId, transferId, actor))),
        );
      }
      for (const verdict of ['confirm', 'refuse'] as const) {
        const body = { verdict, reason: note };
        const offeredOf = (waiting: Acts['report']['withdrawal']['waiting'], id: string) =>
          waiting?.id !== id
            ? 'not listed'
            : codeOfWhyNot(verdict === 'confirm' ? waiting.whyNotConfirm : waiting.whyNotRefuse);
        for (const { id: withdrawalId } of await manager.findBy(WithdrawalRow, { caseId })) {
          const offered = offeredOf(withdrawal.waiting, withdrawalId);
          const said = codeOf(await tried(build.db, (db) => decideWithdrawal(db, { id: withdrawalId, body, actor })));
          same({ act: 'of withdrawal', verdict }, offered, said);
          const { whyNotConfirm, whyNotRefuse } = (await readWithdrawal(manager, withdrawalId, actor)) ?? fail();
          same(
            { act: 'view of withdrawal', verdict },
            codeOfWhyNot(verdict === 'confirm' ? whyNotConfirm : whyNotRefuse),
            said,
          );
        }
        for (const { id: correctionId } of await manager.findBy(CorrectionRow, { caseId })) {
          const offered = offeredOf(correction.waiting, correctionId);
          const said = codeOf(await tried(build.db, (db) => decideCorrection(db, { id: correctionId, body, actor })));
          same({ act: 'of correction', verdict }, offered, said);
          const { whyNotConfirm, whyNotRefuse } = (await readCorrection(manager, correctionId, actor)) ?? fail();
          same(
            { act: 'view of correction', verdict },
            codeOfWhyNot(verdict === 'confirm' ? whyNotConfirm : whyNotRefuse),
            said,
          );
        }
      }
    }

    private async comparePapers(
      actor: ActingPerson,
      caseId: string,
      { accounts, waiting }: Acts['holders'],
      same: Same,
    ): Promise<void> {
      const { manager } = build.db;
      const paper = await this.paperOf(caseId);
      for (const { transferId, whyNotBelongs, whyNotTakeBack } of accounts)
        for (const finding of ['belongs', 'taken_back'] as const) {
          const body = { ...paper, finding, transferId: transferId ?? undefined };
          same(
            { act: 'papers', finding },
            codeOfWhyNot(finding === 'belongs' ? whyNotBelongs : whyNotTakeBack),
            codeOf(await tried(build.db, (db) => proposePapers(db, { caseId, body, actor }))),
          );
        }
      for (const { id: papersId } of await manager.findBy(HolderPapersRow, { caseId }))
        for (const verdict of ['confirm', 'refuse'] as const) {
          const whyNot = verdict === 'confirm' ? waiting?.whyNotConfirm : waiting?.whyNotRefuse;
          const body = { verdict, reason: 'as offered' };
          same(
            { act: 'of papers', verdict },
            waiting?.papersId === papersId ? codeOfWhyNot(whyNot) : 'not listed',
            codeOf(await tried(build.db, (db) => decidePapers(db, { id: papersId, body, actor }))),
          );
        }
    }

    private async compareDirectives(
      actor: ActingPerson,
      caseId: string,
      directives: Acts['directives'],
      same: Same,
    ): Promise<void> {
      const reason = 'as offered';
      const post = async (body: DirectiveInput) =>
        codeOf(await tried(build.db, (db) => requestDirective(db, { caseId, body, actor })));
      const list = {
        kind: 'list' as const,
        reason,
        ground: reason,
        subject: { kind: 'wallet' as const, value: WALLET },
      };
      same(
        { act: 'directive', kind: 'telecom' },
        codeOfWhyNot(directives.telecom),
        await post({ kind: 'telecom', reason }),
      );
      same({ act: 'directive', kind: 'list' }, codeOfWhyNot(directives.list), await post(list));
      for (const { id, kind } of await build.db.manager.findBy(DirectiveRow, { caseId })) {
        const one = directives.standing.find(({ directiveId }) => directiveId === id);
        const offered = (whyNot: WhyNot | undefined) => (one === undefined ? 'not listed' : codeOfWhyNot(whyNot));
        if (kind === 'list')
          same({ act: 'delist' }, offered(one?.whyNotEnd), await post({ kind: 'delist', listingId: id, reason }));
        if (kind === 'telecom')
          for (const numbers of ['all', 'cleared'] as const)
            same(
              { act: 'telecom_lift', numbers },
              offered(numbers === 'all' ? one?.whyNotEnd : one?.whyNotEndOfCleared),
              await post({ kind: 'telecom_lift', directiveId: id, numbers, reason }),
            );
        const waits = directives.waiting.find(({ directiveId }) => directiveId === id);
        for (const verdict of ['approve', 'refuse'] as const)
          same(
            { act: 'of directive', kind, verdict },
            waits === undefined
              ? 'not listed'
              : codeOfWhyNot(verdict === 'approve' ? waits.whyNotApprove : waits.whyNotRefuse),
            codeOf(await tried(build.db, (db) => decideDirective(db, { id, body: { verdict, reason }, actor }))),
          );
      }
    }
  }

  async function told(one: ToldStory): Promise<void> {
    const { steps, actors } = one;
    const story = new Story();
    await story.begin(one);
    for (const step of steps) await story.take(step);
    for (const caseId of story.caseIds) for (const actor of actors) await story.compare(actor, caseId);
  }

  it.each(Object.entries(ALWAYS))('with %s offers what is accepted, and nothing else', (_what, story) => told(story));

  it('as chance makes it offers what is accepted, and nothing else', async () => {
    await fc.assert(fc.asyncProperty(anyStory, told), { numRuns: RUNS, endOnFailure: true });
  });

  it('was compared where there is something to offer', () => {
    expect(MUST_MEET.filter((each) => ![...met].some((line) => each.test(line))).map(String)).toEqual([]);
  });
});
