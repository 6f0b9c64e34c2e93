import { createHash, randomUUID } from 'node:crypto';
import { answerAppeal } from '../../../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../../../src/application/appeal/file-appeal.js';
import { requestFreeze } from '../../../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../../../src/application/hold/release/release-by-officer.js';
import { receiveNotice } from '../../../../../src/application/notice/receive-notice.js';
import { recordOfficerResult } from '../../../../../src/application/notice/record-officer-result.js';
import type { Role } from '../../../../../src/domain/freeze-request/freeze-request.js';
import { type HoldKind, LIVE_HOLD_STATES } from '../../../../../src/domain/hold/hold.js';
import { after, DAY_MS, HOUR_MS } from '../../../../../src/domain/time.js';
import { AppealDecisionRow, AppealRow } from '../../../../../src/persistence/entities/case/appeal.entities.js';
import { HoldOrderRow, HoldRow } from '../../../../../src/persistence/entities/money/hold.entities.js';
import { newId } from '../../../../../src/persistence/ids.js';
import { OPERATOR, person, type RecordBuilder } from '../../../../support/record-builder.js';
import { driveDue } from '../../../../support/drive-due.js';
import { warrantOf } from '../../../../support/warrant.js';
import { withdraw } from '../../../../support/withdraw.js';

/** A power that may let one credit of stolen money stay held; a suspicion by the office that gave its notice. */
export type Power = 'section7' | 'aoc_suspension' | 'continue_order' | 'whole_account' | Suspicion;
export type Suspicion = 'bank' | 'amlo' | 'police';
export const SUSPICIONS: readonly Suspicion[] = ['bank', 'amlo', 'police'];

/** Who may end what, as the law brief says it (section 0 point 5b), and not as the code does. */
const ENDED_BY: Readonly<Record<Power, readonly Role[]>> = {
  section7: ['aoc_officer', 'inquiry_officer'],
  aoc_suspension: ['aoc_officer'],
  continue_order: ['inquiry_officer'],
  whole_account: ['inquiry_officer'],
  bank: ['inquiry_officer', 'amlo_officer', 'institution_user'],
  amlo: ['amlo_officer'],
  police: ['inquiry_officer'],
};

export const ANSWERING_ROLES = ['aoc_officer', 'inquiry_officer', 'amlo_officer', 'institution_user'] as const;
export type AnsweringRole = (typeof ANSWERING_ROLES)[number];

/** What a person, a bank or time does to the money. */
export type Act =
  | { act: 'suspects'; by: Suspicion }
  | { act: 'suspends' }
  | { act: 'continues'; days: number }
  | { act: 'warrant'; days: number }
  | { act: 'releases'; role: AnsweringRole }
  | { act: 'upholds'; role: AnsweringRole }
  | { act: 'finds'; result: 'lifted' | 'proceeded'; role: AnsweringRole }
  | { act: 'withdraws' }
  | { act: 'reports_again' }
  | { act: 'time'; hours: number };

const MULE_BANK = 'th-014';
const VICTIM_BANK = 'th-004';
const SEVEN_DAYS_MS = 7 * DAY_MS;
let stories = 0;
let persons = 0;

/**
 * One credit of stolen money with a list of its own of the powers that are left, and until when each lasts. The list
 * follows from what was done and by whom; it never reads what the product thinks of powers.
 */
export class MoneyUnderPowers {
  /** Until when each power lasts that is left. */
  readonly left = new Map<Power, Date>();
  private readonly serial = (stories += 1);
  private readonly cases: string[] = [];
  private transferredAt = new Date(Date.now() - 3 * HOUR_MS);
  private complainedAt = new Date();
  private isSection7LetGo = false;
  /** When the seven days of a paragraph of section 6 end, which are given once. */
  private readonly given = new Map<'own' | 'officer', Date>();
  private appealId: string | null = null;

  private constructor(private readonly build: RecordBuilder) {}

  /** Money whose victim complained to the centre, whose debit is confirmed, and which its bank holds. */
  static async complained(build: RecordBuilder): Promise<MoneyUnderPowers> {
    const money = new MoneyUnderPowers(build);
    await money.report();
    money.left.set('section7', after(money.complainedAt, SEVEN_DAYS_MS));
    return money;
  }

  private get account() {
    return { institution: MULE_BANK, accountNo: `93${String(this.serial).padStart(8, '0')}` };
  }

  private get victimAccount() {
    return { institution: VICTIM_BANK, accountNo: `94${String(this.serial).padStart(8, '0')}` };
  }

  private get transfer() {
    return {
      reference: `POWERS-${this.serial}`,
      transferredAt: this.transferredAt.toISOString(),
      to: { account: this.account },
    };
  }

  private async report(): Promise<void> {
    const { build } = this;
    const { caseId } = await build.complain({ victimAccount: this.victimAccount, transfers: [this.transfer] });
    this.cases.push(caseId);
    await build.advanceCase(caseId);
    await build.debits(caseId, 'CONFIRMED');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: this.account, colour: 'black' }] });
    await this.settle();
  }

  /** Does one act, and takes from the list what it ends; returns how it went. */
  async do(act: Act): Promise<string> {
    const said = await this.carryOut(act);
    await this.settle();
    const hold = await this.live();
    this.noteOrder(act, hold);
    return said;
  }

  private async carryOut(act: Act): Promise<string> {
    switch (act.act) {
      case 'suspects':
        return this.suspects(act.by);
      case 'suspends':
        return this.suspends();
      case 'continues':
        return this.continues(act.days);
      case 'warrant':
        return this.warrant(act.days);
      case 'releases':
        return this.releases(act.role);
      case 'upholds':
        return this.upholds(act.role);
      case 'finds':
        return this.finds(act.result, act.role);
      case 'withdraws':
        return this.withdraws();
      case 'reports_again':
        return this.reportsAgain();
      case 'time':
        return this.time(act.hours);
    }
  }

  private ordered: { power: Power; until: Date } | null = null;

  /** Adds the power of an order that a person gave and the hold goes by now. */
  private noteOrder(act: Act, hold: HoldRow | undefined): void {
    const { ordered } = this;
    this.ordered = null;
    if (ordered === null || hold === undefined || hold.kind !== ordered.power) return;
    const before = this.left.get(ordered.power);
    // A later order of the same power that would end sooner takes no place.
    if (before !== undefined && before > ordered.until) return;
    if (act.act === 'continues' || act.act === 'warrant')
      // The police take over what they or the centre ordered.
      for (const power of ['aoc_suspension', 'continue_order', 'whole_account'] as const) this.left.delete(power);
    this.left.set(ordered.power, ordered.until);
  }

  private async suspects(by: Suspicion): Promise<string> {
    const { build } = this;
    const foundAt = new Date(Date.now() - 1_000).toISOString();
    const transfers = [{ ...this.transfer, amountSatang: '100000', rail: 'promptpay' as const }];
    const held = await this.live();
    if (by === 'bank') {
      const body = { ground: 'Passed on at once.', suspected: 'technology_crime' as const, foundAt };
      const { caseIds = [] } = (await build.suspect(VICTIM_BANK, {
        ...body,
        fromAccount: this.victimAccount,
        transfers,
      })) as { caseIds?: string[] };
      void caseIds;
    } else {
      const office = by === 'amlo' ? ('amlo' as const) : ('ccib' as const);
      const body = {
        kind: 'officer' as const,
        ground: 'Laundering is suspected.',
        suspected: by === 'amlo' ? ('money_laundering' as const) : ('technology_crime' as const),
        foundAt,
        fromAccount: this.victimAccount,
        authority: { office, position: 'Officer', documentNo: `${office} ${this.serial}` },
        transfers,
      };
      const received = await receiveNotice(build.db, {
        body,
        bodySha256: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
        notifier: {
          by: 'officer',
          person: this.person(by === 'amlo' ? 'amlo_officer' : 'inquiry_officer'),
          office,
          idempotencyKey: randomUUID(),
        },
        rulebook: 'th',
      });
      if (!received.ok) return received.code;
    }
    const rows = await build.db.query<{ id: string }[]>(
      `SELECT DISTINCT x.case_id AS id FROM noticed_transfer x JOIN transfer t ON t.id = x.transfer_id WHERE t.reference = $1`,
      [this.transfer.reference],
    );
    for (const { id } of rows) if (!this.cases.includes(id)) this.cases.push(id);
    const paragraph = by === 'bank' ? 'own' : 'officer';
    const first = this.given.get(paragraph);
    const until = first ?? after(new Date(), SEVEN_DAYS_MS);
    // What a notice finds free, and its paragraph was used for, it does not order.
    if (first !== undefined && held === undefined) return 'time_used';
    if (first === undefined) this.given.set(paragraph, until);
    if (until > new Date()) this.left.set(by, until);
    return 'ok';
  }

  private async suspends(): Promise<string> {
    const { build } = this;
    const body = { kind: 'aoc_suspension' as const, account: this.account, reason: 'black' };
    const asked = await requestFreeze(build.db, {
      caseId: this.cases[0] ?? '',
      body,
      actor: this.person('aoc_officer'),
    });
    if (!asked.ok) return asked.code;
    const decided = await this.decide(asked.response.id, this.person('aoc_supervisor'));
    if (decided === 'ok') this.ordered = { power: 'aoc_suspension', until: after(new Date(), SEVEN_DAYS_MS) };
    return decided;
  }

  private async continues(days: number): Promise<string> {
    const hold = await this.live();
    if (hold === undefined) return 'no_hold';
    const until = after(new Date(), days * DAY_MS);
    const body = {
      kind: 'continue_order' as const,
      holdId: hold.id,
      reason: 'the inquiry goes on',
      until: until.toISOString(),
    };
    const asked = await requestFreeze(this.build.db, {
      caseId: hold.caseId,
      body,
      actor: this.person('inquiry_officer'),
    });
    if (!asked.ok) return asked.code;
    this.ordered = { power: 'continue_order', until };
    return 'ok';
  }

  private async warrant(days: number): Promise<string> {
    const { build } = this;
    const hold = await this.live();
    if (hold === undefined) return 'no_hold';
    const until = after(new Date(), days * DAY_MS);
    const named = await warrantOf(build.db, hold.caseId);
    const body = {
      kind: 'whole_account' as const,
      holdId: hold.id,
      reason: 'A warrant.',
      until: until.toISOString(),
      ...named,
    };
    const asked = await requestFreeze(build.db, { caseId: hold.caseId, body, actor: this.person('aoc_officer') });
    if (!asked.ok) return asked.code;
    const first = await this.decide(asked.response.id, this.person('aoc_supervisor'));
    const second = await this.decide(asked.response.id, this.person('inquiry_officer'));
    if (first === 'ok' && second === 'ok') this.ordered = { power: 'whole_account', until };
    return second;
  }

  private async decide(id: string, actor: ReturnType<MoneyUnderPowers['person']>): Promise<string> {
    const decided = await this.build.decide(id, actor);
    return decided.ok ? 'ok' : decided.code;
  }

  private async releases(role: AnsweringRole): Promise<string> {
    const hold = await this.live();
    if (hold === undefined) return 'no_hold';
    const body = { reason: 'not connected', unrelated: false };
    const released = await releaseByOfficer(this.build.db, { holdId: hold.id, body, actor: this.person(role) });
    if (!released.ok) return released.code;
    this.endAll(role, 'released');
    return 'ok';
  }

  private async upholds(role: AnsweringRole): Promise<string> {
    const { db } = this.build;
    const hold = await this.live();
    if (hold === undefined) return 'no_hold';
    const appealId = await this.openAppeal(hold);
    if (appealId === null) return 'not_filed';
    const body = { verdict: 'uphold' as const, reason: { en: 'The sale is proved.' } };
    const answered = await answerAppeal(db, { appealId, body, actor: this.person(role) });
    if (!answered.ok) return answered.code;
    const row = await db.manager.findOneByOrFail(AppealDecisionRow, { id: answered.id });
    if (row.releaseOrderId !== null) this.endAll(role, 'upheld');
    else if (row.endedPower !== null) this.endOne(role, row.endedPower);
    return `${row.verdict} ${row.endedPower ?? ''}`;
  }

  private async openAppeal(hold: HoldRow): Promise<string | null> {
    const { db } = this.build;
    if (this.appealId !== null) {
      const appeal = await db.manager.findOneByOrFail(AppealRow, { id: this.appealId });
      if (appeal.holdId === hold.id && appeal.settledAt === null) return this.appealId;
    }
    const filed = await receiveAppeal(db, {
      reference: hold.noticeReference,
      statement: 'A sale.',
      bodySha256: newId(),
      appellant: { by: 'desk', person: OPERATOR, idempotencyKey: newId() },
    });
    this.appealId = filed.ok ? filed.response.id : null;
    return this.appealId;
  }

  private async finds(result: 'lifted' | 'proceeded', role: AnsweringRole): Promise<string> {
    const hold = await this.live();
    if (hold === undefined) return 'no_hold';
    const body =
      result === 'lifted' ? { result, reason: 'nothing' } : { result, reason: 'a case', reference: 'case 1/2569' };
    const said = await recordOfficerResult(this.build.db, { suspensionId: hold.id, body, actor: this.person(role) });
    if (!said.ok) return said.code;
    if (result === 'lifted') for (const power of SUSPICIONS) this.end(role, power, 'lifted');
    return 'ok';
  }

  private async withdraws(): Promise<string> {
    const [caseId] = this.cases;
    const rows = await this.build.db.query<{ id: string }[]>(
      `SELECT id FROM case_file WHERE id = ANY ($1) AND withdrawn_at IS NULL AND holder_reports AND status <> 'closed'`,
      [this.cases],
    );
    if (caseId === undefined || rows.length === 0) return 'nothing_open';
    for (const { id } of rows) await withdraw(this.build.db, id);
    this.left.delete('section7');
    return 'ok';
  }

  private async reportsAgain(): Promise<string> {
    await this.report();
    const until = after(this.complainedAt, SEVEN_DAYS_MS);
    if (!this.isSection7LetGo && until > new Date()) this.left.set('section7', until);
    return 'ok';
  }

  /** Lets time pass: the keeper lets go what is over. */
  private async time(hours: number): Promise<string> {
    const { owner, db } = this.build;
    await shiftAll(owner, hours);
    const ms = hours * HOUR_MS;
    this.transferredAt = after(this.transferredAt, -ms);
    this.complainedAt = after(this.complainedAt, -ms);
    for (const [power, until] of this.left) this.left.set(power, after(until, -ms));
    for (const [paragraph, until] of this.given) this.given.set(paragraph, after(until, -ms));
    for (const [power, until] of this.left) if (until <= new Date()) this.left.delete(power);
    await driveDue(db, ['hold_end']);
    return 'ok';
  }

  /** A person's act ended the hold: each power that was left must be his to end. */
  private endAll(role: AnsweringRole, how: string): void {
    for (const power of [...this.left.keys()]) this.end(role, power, how);
    this.isSection7LetGo = role === 'aoc_officer' || role === 'inquiry_officer';
  }

  /** A person's act ended the power that the hold went by, and no other. */
  private endOne(role: AnsweringRole, kind: HoldKind): void {
    if (kind === 'section6') {
      for (const power of SUSPICIONS) this.end(role, power, 'upheld');
      return;
    }
    this.end(role, kind as Power, 'upheld');
    if (kind === 'section7') this.isSection7LetGo = true;
  }

  private end(role: AnsweringRole, power: Power, how: string): void {
    if (!this.left.has(power)) return;
    if (!ENDED_BY[power].includes(role)) throw new Error(`${role} ${how}, and ended ${power}, which is another one’s`);
    this.left.delete(power);
  }

  private person(role: Role) {
    const who = person(`${role}-${(persons += 1)}`, role);
    return role === 'institution_user' ? { ...who, institution: MULE_BANK } : who;
  }

  /** The hold that holds or may hold the money now. Two would be one too many. */
  async live(): Promise<HoldRow | undefined> {
    const holds = (await this.holds()).filter(({ state }) => LIVE_HOLD_STATES.includes(state));
    if (holds.length > 1) throw new Error(`${holds.length} holds stand on one credit`);
    return holds[0];
  }

  holds(): Promise<HoldRow[]> {
    const { accountNo } = this.account;
    return this.build.db.manager.find(HoldRow, { where: { accountNo }, order: { id: 'ASC' } });
  }

  /** Lets the bank answer every order and every release until nothing is under way. */
  private async settle(): Promise<void> {
    const { build } = this;
    for (let round = 0; round < 8; round += 1) {
      for (const caseId of this.cases) await build.advanceCase(caseId);
      let played = 0;
      for (const { id, state } of await this.holds()) {
        if (state === 'release_ordered') {
          await build.release(id);
          played += 1;
          continue;
        }
        if (!LIVE_HOLD_STATES.includes(state)) continue;
        const order = await build.db.manager.findOne(HoldOrderRow, {
          where: { holdId: id },
          order: { sequence: 'DESC' },
        });
        if (order === null || order.answeredAt !== null) continue;
        await build.send(id, { result: 'HELD_FULL', receiptSeq: order.sequence });
        played += 1;
      }
      if (played === 0) return;
    }
    throw new Error('the bank is never done');
  }
}

/** Moves every instant on record into the past; the chain of events and dated rules stay. */
async function shiftAll(owner: RecordBuilder['owner'], hours: number): Promise<void> {
  await owner.transaction(async (manager) => {
    const columns = await manager.query<{ name: string; columns: string[] }[]>(
      `SELECT table_name AS name, array_agg(column_name::text) AS columns FROM information_schema.columns
        WHERE table_schema = current_schema() AND data_type = 'timestamp with time zone'
          AND table_name <> ALL ($1) AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = current_schema())
        GROUP BY 1`,
      [['audit_event', 'checkpoint', 'rule_row', 'party', 'party_key', 'migration', 'migrations', 'seal']],
    );
    await manager.query('SET LOCAL session_replication_role = replica');
    for (const { name, columns: all } of columns)
      await manager.query(
        `UPDATE ${name} SET ${all.map((column) => `${column} = ${column} - interval '${hours} hours'`).join(', ')}`,
      );
  });
}
