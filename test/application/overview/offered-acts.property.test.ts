import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import type { AppealAnswerInput } from '../../../src/application/appeal/appeal-input.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { requestFreeze, type RequestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { claimCase } from '../../../src/application/handling/work-claim.js';
import { releaseByOfficer } from '../../../src/application/hold/release-by-officer.js';
import { releaseInPart } from '../../../src/application/hold/release-in-part.js';
import { readCaseActs } from '../../../src/application/overview/read-case-acts.js';
import { HOLDING_STATES } from '../../../src/domain/hold/hold.js';
import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import type { Account } from '../../../src/domain/party.js';
import type { HoldRow } from '../../../src/persistence/entities/hold.entities.js';
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
import { warrantOf } from '../../support/warrant.js';
import { withdraw } from '../../support/withdraw.js';

/** Made-up cases in `npm test`; the full run makes more. */
const RUNS = propertyRuns(7);

/** The hotline's own operator, who is an officer too: takes the complaints of all stories. */
const INTAKE = person(OPERATOR.subject, 'hotline_operator', 'aoc_officer');
const ACTORS = [OFFICER, SUPERVISOR, OTHER_SUPERVISOR, INQUIRY_OFFICER, INTAKE, person('auditor-1', 'auditor')];

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
    | 'claim'
    | 'withdraw';
  readonly pick: number;
  /** Where the money of an answered hold went. */
  readonly onward: 'nowhere' | 'next' | 'shop' | 'stranger' | 'victim' | 'cash' | 'little';
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom<Step['act']>(
    ...(['answer', 'answer', 'answer', 'believe', 'believe', 'suspend', 'suspend', 'ask', 'break_glass'] as const),
    ...(['continue', 'release', 'release_in_part', 'appeal', 'claim', 'withdraw'] as const),
  ),
  pick: fc.nat({ max: 11 }),
  onward: fc.constantFrom<Step['onward']>('nowhere', 'next', 'next', 'shop', 'stranger', 'victim', 'cash', 'little'),
});

const anyStory = fc.record({
  holdsVictimAccount: fc.boolean(),
  steps: fc.array(anyStep, { minLength: 2, maxLength: 9 }),
  actors: fc.shuffledSubarray(ACTORS, { minLength: 2, maxLength: 2 }),
});

const step = (act: Step['act'], onward: Step['onward'] = 'nowhere'): Step => ({ act, pick: 0, onward });

/** Cases in which money stands where the trail stops, and in which what was let go may come back. */
const ALWAYS: [typeof anyStory extends fc.Arbitrary<infer Story> ? Story : never][] = [
  ...(['next', 'shop', 'stranger'] as const).map((onward) => ({
    holdsVictimAccount: false,
    steps: [step('believe'), step('suspend'), step('answer', onward), step('believe')],
    actors: [OFFICER, INTAKE],
  })),
  {
    holdsVictimAccount: true,
    steps: [step('answer'), step('appeal'), step('release_in_part'), step('release')],
    actors: [OFFICER, SUPERVISOR],
  },
].map((story) => [story]);

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

const codeOf = (outcome: { ok: true } | { ok: false; code: string }) => (outcome.ok ? null : outcome.code);

let stories = 0;

/** Whatever an act would accept of a person is offered to that person, and the reverse. */
describe('any made-up case', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  /** A case as a story leaves it, with its accounts. */
  class Story {
    private readonly number = (stories += 1);
    readonly accounts: Account[] = [this.account(0)];
    readonly victim = { institution: 'th-004', accountNo: `918${String(this.number).padStart(7, '0')}` };
    caseId = '';

    private account(place: number, institution: string = BANKS[place % BANKS.length] ?? 'th-014'): Account {
      return { institution, accountNo: `917${String(this.number).padStart(5, '0')}${String(place).padStart(2, '0')}` };
    }

    async begin(holdsVictimAccount: boolean): Promise<void> {
      const { caseId } = await build.complain({
        reporter: { holdsVictimAccount },
        victimAccount: this.victim,
        transfers: [{ to: { account: this.account(0) }, amountSatang: '8000000' }],
      });
      this.caseId = caseId;
      await build.advanceCase(caseId);
      await build.debits(caseId, 'CONFIRMED');
      await build.advanceCase(caseId);
    }

    private async holds(state?: readonly HoldRow['state'][]): Promise<HoldRow[]> {
      return (await build.holds(this.caseId)).filter((hold) => state === undefined || state.includes(hold.state));
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
            result: debits.length === 0 ? 'HELD_FULL' : 'HELD_PARTIAL',
            heldAmountSatang: held.toString(),
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
        case 'claim':
          await claimCase(build.db, { caseId, actor: OFFICER });
          break;
        case 'withdraw':
          await withdraw(build.db, caseId).catch(() => undefined); // withdrawn already
          break;
      }
      await build.advanceCase(caseId);
    }

    /** Compares what is offered to a person with what each act says to the person. */
    async compare(actor: (typeof ACTORS)[number]): Promise<void> {
      const { caseId } = this;
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
      const same = (what: unknown, offered: string | null, said: string | null) => {
        if (offered !== said && !(offered === 'not listed' && said !== null)) found.push({ what, offered, said });
      };
      const plain = { arms: false, partialReleaseId: null };
      for (const { partId, requests, hop } of acts.accounts)
        for (const kind of ['aoc_suspension', 'break_glass', 'whole_account'] as const) {
          const asked = { kind, ...plain };
          same({ asked, hop }, offeredOf(requests, asked), await post(asked, { account: { partId } }));
        }
      for (const { id: holdId, state, kind: power } of await this.holds()) {
        const one = acts.holds.find((each) => each.holdId === holdId);
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
          same({ asked, state, power }, offeredOf(one?.requests, asked), await post(asked, { holdId }));
        const release = one?.release ?? null;
        const input = { holdId, actor };
        const whole = { reason: 'as offered', unrelated: false };
        const whyNot = release === null ? 'not listed' : (release.whyNot?.code ?? null);
        same(
          { release: state, power },
          whyNot,
          codeOf(await tried(build.db, (db) => releaseByOfficer(db, { ...input, body: whole }))),
        );
        const part = { reason: 'as offered', keepSatang: '1' };
        const whyNotPart = release === null ? 'not listed' : (release.whyNotInPart?.code ?? null);
        same(
          { part: state, power },
          whyNotPart,
          codeOf(await tried(build.db, (db) => releaseInPart(db, { ...input, body: part }))),
        );
      }
      for (const { appealId, answers } of acts.appeals)
        for (const { verdict, whyNot } of answers) {
          const reason = { en: 'as offered' };
          const body: AppealAnswerInput =
            verdict === 'review'
              ? { verdict }
              : verdict === 'uphold_in_part'
                ? { verdict, reason, keepSatang: '1' }
                : { verdict, reason };
          same(
            { verdict },
            whyNot?.code ?? null,
            codeOf(await tried(build.db, (db) => answerAppeal(db, { appealId, body, actor }))),
          );
        }
      for (const { requestId, whyNotApprove, whyNotRefuse } of acts.decisions) {
        const verdicts = [
          ['approve', whyNotApprove],
          ['refuse', whyNotRefuse],
        ] as const;
        for (const [verdict, whyNot] of verdicts)
          same(
            { requestId, verdict },
            whyNot?.code ?? null,
            codeOf(await tried(build.db, (db) => build.through(db).decide(requestId, actor, verdict))),
          );
      }
      expect({ actor: actor.subject, found }).toEqual({ actor: actor.subject, found: [] });
    }
  }

  it('offers to each person what each act would accept of that person, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async ({ holdsVictimAccount, steps, actors }) => {
        const story = new Story();
        await story.begin(holdsVictimAccount);
        for (const step of steps) await story.take(step);
        for (const actor of actors) await story.compare(actor);
      }),
      { numRuns: RUNS, examples: ALWAYS, endOnFailure: true },
    );
  });
});
