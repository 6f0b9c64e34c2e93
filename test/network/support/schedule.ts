import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { askStatements } from '../../../src/application/statement/ask-statements.js';
import { citizenIdCheckDigit } from '../../../src/domain/identifiers/citizen-id.js';
import { HOLDING_STATES, LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.js';
import { generateSigningKey } from '../../../src/signing/keys.js';
import type { AccountRef } from '../../../src/wire/common.js';
import { Fates } from '../../../simulator/network/fates.js';
import { Random } from '../../../simulator/world/random.js';
import { type CheckReport, verifyRecord } from '../../../tools/verify/verify-record.js';
import { Centre, countEvents, type Person } from '../../liars-day/support/centre.js';
import { ShiftedClock } from '../../liars-day/support/shifted-clock.js';
import { type BookedHold, Town } from '../../liars-day/support/town.js';
import { freePorts } from '../../support/free-ports.js';
import type { FreshDatabase } from '../../support/postgres.js';

/** The institutions of a schedule: any may be the one that is cut off. */
const BANKS = ['th-002', 'th-004', 'th-006', 'th-014', 'wallet-x'] as const;
const VICTIMS = 4;
/** How a bank may answer orders and releases; the network disturbs all of them alike. */
const MODES = ['sync', 'sync', 'callback', 'duplicate', 'out_of_order', 'partial'] as const;
/** How long a callback is late, and a message may be on its way, ms. */
const LATE_MS = 150;
const LONGEST_MS = 400;
/** Disturbed messages of the storms, at least and at most. */
const SHARES = [0.15, 0.6] as const;
/** The clock jumps by so many minutes, again and again, while the network is disturbed. */
const STORM_MINUTES = [1, 4, 12, 2];
/** An order that did not come is sent again within a minute, and one that was taken asked about within ten. */
const REPEATED_MINUTES = [2, 11];
/** Afterwards everything that waits for a repetition has had its turn. */
const REST_MS = 70 * MINUTE_MS;
/** The centre comes to rest within so many rounds of new events. */
const ROUNDS = 40;
/** A party pauses longer each time that its callback is not taken, up to ten seconds: so often its debt is waited for. */
const WAITS = 400;
/** A fault tells so many of the newest events. */
const NEWEST_EVENTS = 40;
const AT_THE_END = 'after the end';
/** A hold of section 7 ends seven days after the report (LIFT-7E); what an inquiry officer continued, later. */
const BEFORE_END_MS = 166 * HOUR_MS;
const AFTER_END_MS = 80 * HOUR_MS;
const CONTINUED_MS = 200 * HOUR_MS;

interface Victim {
  readonly account: AccountRef;
  readonly mules: readonly AccountRef[];
  readonly satang: bigint;
  readonly reference: string;
  at: string;
  caseId?: string;
}

interface OwnHold {
  readonly id: string;
  readonly institution: string;
  readonly state: string;
  readonly heldSatang: string;
  readonly expiresAt: Date;
}

/** What a schedule did: how many messages had which fate. */
export interface Played {
  readonly faults: readonly string[];
  readonly story: readonly string[];
  readonly fates: Readonly<Record<string, number>>;
}

/**
 * Complaints, holds, a second hop, releases and the end of each hold while the network between the centre and the
 * banks loses, delays, repeats and tears messages in both directions, chosen by a seed. It says what is wrong after
 * the network has been quiet for a while.
 */
export class Schedule {
  private readonly random: Random;
  private readonly fates = new Fates();
  private readonly story: string[] = [];
  private readonly faults: string[] = [];
  private readonly victims: Victim[] = [];
  private clock!: ShiftedClock;
  private town!: Town;
  private centre!: Centre;
  private db!: DataSource;
  private payments = 0;

  private constructor(
    private readonly seed: number,
    private readonly database: FreshDatabase,
  ) {
    this.random = new Random(`network-schedule/${seed}`);
  }

  /** Plays the schedule of a seed on an empty database. */
  static async play(seed: number, database: FreshDatabase): Promise<Played> {
    const schedule = new Schedule(seed, database);
    await schedule.open();
    try {
      await schedule.run();
    } finally {
      await schedule.close();
    }
    const { faults, story, fates } = schedule;
    return { faults, story, fates: Object.fromEntries(fates.counts) };
  }

  private async open(): Promise<void> {
    this.clock = await ShiftedClock.begin(this.database.dataSource);
    this.db = this.database.dataSource;
    const key = generateSigningKey('centre-1');
    const [port = 0] = await freePorts(1);
    this.town = await Town.found(`http://127.0.0.1:${port}`, key, this.fates);
    await this.town.start();
    this.centre = await Centre.open(this.database, this.town, key, port);
  }

  private async close(): Promise<void> {
    this.fates.calm();
    await this.centre.close();
    await this.town.end();
    if (this.clock.isMoved) await this.clock.end();
  }

  private async run(): Promise<void> {
    await this.thefts();
    await this.storm('reports', async () => {
      await Promise.all(this.victims.map((victim) => this.report(victim)));
      await this.banksSpeak();
    });
    await this.settle();
    await this.storm('acts', () => this.acts());
    await this.settle();
    await this.check('after the acts');
    await this.jump(BEFORE_END_MS);
    await this.storm('the end', () => this.jump(AFTER_END_MS));
    await this.settle();
    await this.check(AT_THE_END);
    await this.checkEnded();
    this.faults.push(...this.fates.witness.contradictions);
    const { checks } = await verifyRecord({ db: this.clock.forReader() });
    // The moved clock is an object of the database that is none of ours.
    this.faults.push(...checks.filter(({ id, violations }) => id !== 'GUARDS' && violations > 0).map(sentence));
  }

  /** Opens the accounts and lets the money move on, before anybody reports. */
  private async thefts(): Promise<void> {
    for (const bank of BANKS)
      for (const act of ['hold', 'release'] as const)
        await this.town.behaveAlways(bank, act, this.random.pick(MODES), LATE_MS);
    for (let nth = 0; nth < VICTIMS; nth += 1) {
      const account = (kind: number): AccountRef => ({
        institution: this.random.pick(BANKS),
        accountNo: `9${String(nth).padStart(5, '0')}${String(kind).padStart(4, '0')}`,
      });
      const satang = BigInt(this.random.whole(20, 900)) * 100_000n;
      const victim = { account: account(1), mules: [account(2), account(3)], satang, reference: `NW${nth}V`, at: '' };
      await this.town.open(victim.account, 500_000_000n);
      for (const mule of victim.mules) await this.town.open(mule, 0n);
      const paid: Victim = victim;
      paid.at = await this.pay(victim.account, victim.mules[0], satang, victim.reference, 18);
      const onward = (satang * BigInt(this.random.whole(20, 80))) / 100n;
      await this.pay(victim.mules[0], victim.mules[1], onward, `NW${nth}M`, 9);
      this.victims.push(paid);
    }
  }

  private pay(from?: AccountRef, to?: AccountRef, amountSatang = 0n, reference = '', minutesAgo = 0): Promise<string> {
    if (from === undefined || to === undefined) throw new Error('a payment has two accounts');
    this.payments += 1;
    return this.town.pay({ from, to, amountSatang, reference, at: new Date(Date.now() - minutesAgo * MINUTE_MS) });
  }

  /** Disturbs the network while something happens, and for some minutes; one bank is cut off for a part of them. */
  private async storm(name: string, happens: () => Promise<void>): Promise<void> {
    const share = this.random.between(...SHARES);
    const away = this.random.pick([...BANKS, null]);
    const [from, until] = [this.random.whole(0, 1), this.random.whole(2, STORM_MINUTES.length)];
    this.story.push(
      `${name}: ${Math.round(100 * share)}% of messages disturbed, ${away ?? 'nobody'} cut off ${from}-${until}`,
    );
    this.fates.begin({ seed: `${this.seed}/${name}`, share, longestMs: LONGEST_MS });
    if (away !== null) this.fates.cut(away, from === 0);
    await happens();
    for (const [nth, minutes] of STORM_MINUTES.entries()) {
      if (away !== null) this.fates.cut(away, nth >= from && nth < until);
      await this.keep();
      await this.jump(minutes * MINUTE_MS);
    }
    this.fates.calm();
  }

  private async report({ account, mules: [to], satang, at, reference, ...victim }: Victim): Promise<void> {
    const nth = this.victims.findIndex((one) => one.reference === reference);
    const first12 = `9${String(nth).padStart(11, '0')}`;
    const voice = {
      name: 'Somying Synthetic',
      phone: `08${String(nth).padStart(8, '0')}`,
      citizenId: `${first12}${citizenIdCheckDigit(first12)}`,
    };
    const body = {
      reporter: { name: voice.name, phone: voice.phone, holdsVictimAccount: true },
      victim: voice,
      victimAccount: account,
      transfers: [{ to: { account: to }, amountSatang: satang.toString(), transferredAt: at, reference }],
      channel: 'phone',
      noticeGivenAt: new Date(Date.now() - MINUTE_MS).toISOString(),
      caseType: 'call_centre',
      narrative: 'A caller made the victim transfer the money.',
      language: 'en',
    };
    const said = await this.centre.call(OPERATOR, 'POST', '/v1/complaints', body, `network-${this.seed}-${nth}`);
    if (said.status !== 201) throw new Error(`a victim is refused: ${JSON.stringify(said)} ${JSON.stringify(victim)}`);
    const known = this.victims[nth];
    if (known !== undefined) known.caseId = String(said.body['id']);
  }

  /** Banks tell the centre what they saw themselves: of another payment, and of the victims' own. */
  private async banksSpeak(): Promise<void> {
    const [victim] = this.victims;
    const from = victim?.account;
    const to = this.suspected;
    if (from === undefined || to === undefined) return;
    for (const [nth, act] of (['suspicion', 'customer'] as const).entries()) {
      const reference = `NW${nth}S`;
      await this.pay(from, to, BigInt(this.random.whole(5, 50)) * 100_000n, reference, 4);
      if (act === 'suspicion')
        await this.town.suspect(to.institution, { fromInstitution: from.institution, reference });
      else await this.town.customerTold(from.institution, reference);
      this.story.push(`${act} about ${reference}`);
    }
  }

  /** Officers let a hold go, continue one, and withdraw a complaint; what is free moves on. */
  private async acts(): Promise<void> {
    const held = (await this.ownHolds()).filter(({ state }) => state === 'held' || state === 'partly_held');
    const [released, continued] = [held[0], held.at(-1)];
    if (released !== undefined && this.random.chance(0.8)) {
      const body = { reason: 'The holder came to the counter and explained where the money was from.' };
      this.note('release', await this.centre.call(OFFICER, 'POST', `/v1/holds/${released.id}/release`, body));
    }
    if (continued !== undefined && continued.id !== released?.id) {
      const caseId = await this.caseOf(continued.id);
      const until = new Date(Date.now() + CONTINUED_MS).toISOString();
      const body = { kind: 'continue_order', holdId: continued.id, reason: 'The inquiry goes on.', until };
      this.note('continue', await this.centre.call(INQUIRY, 'POST', `/v1/cases/${caseId}/freeze-requests`, body));
    }
    const withdrawn = this.random.pick(this.victims).caseId;
    if (withdrawn !== undefined && this.random.chance(0.6)) {
      const asks = {
        reason: 'The caller says that it was a mistake.',
        identifiedBy: 'call_back',
        calledBackAt: new Date().toISOString(),
      };
      const asked = await this.centre.call(OTHER_OPERATOR, 'POST', `/v1/complaints/${withdrawn}/withdrawal`, asks);
      const path = `/v1/withdrawals/${String(asked.body['id'])}/decisions`;
      const verdict = { verdict: 'confirm', reason: 'It was recorded.' };
      this.note('withdrawal', await this.centre.call(THIRD_OPERATOR, 'POST', path, verdict));
    }
  }

  private note(act: string, { status, body }: { status: number; body: Record<string, unknown> }): void {
    this.story.push(`${act}: ${status}${status < 300 ? '' : ` ${String(body['code'])}`}`);
  }

  /** Does the keeper's chores once, and asks for the statements that are due. */
  private async keep(): Promise<void> {
    await askStatements(this.db);
    await this.centre.keep();
    await this.centre.drain();
  }

  /** Lets time pass. The banks start again in it, and end what expired meanwhile. */
  private async jump(ms: number): Promise<void> {
    await this.centre.drain();
    await this.town.stop();
    await this.clock.pass(ms);
    await this.town.start();
  }

  /** Lets both sides go on in a quiet network until nothing happens any more, and compares the books. */
  private async settle(): Promise<void> {
    await this.repeat();
    await this.rest();
    for (const ms of [REST_MS, MINUTE_MS, REST_MS]) {
      await this.jump(ms);
      await this.rest();
    }
    // One statement says what differs and asks about it again; the next one shows whether it healed.
    for (let times = 0; times < 2; times += 1) {
      await askStatements(this.db, { atOnce: true });
      await this.rest();
    }
  }

  /**
   * Lets every repetition have its turn, and asks for no statement meanwhile: a statement would find what nobody
   * sent again, and hide that.
   */
  private async repeat(): Promise<void> {
    const chores = () => this.centre.keep();
    await this.rest(chores);
    for (const minutes of REPEATED_MINUTES) {
      await this.jump(minutes * MINUTE_MS);
      await this.rest(chores);
    }
    await this.checkNothingLost('before any statement');
  }

  private async rest(chores = () => this.keep()): Promise<void> {
    let before = -1;
    let owed = 0;
    for (let rounds = 0, waits = 0; rounds < ROUNDS && waits < WAITS;) {
      await chores();
      await this.centre.drain();
      const events = await countEvents(this.db);
      owed = await this.town.owed();
      if (events === before && owed === 0) return;
      if (events === before) waits += 1;
      else rounds += 1;
      if (owed > 0) await sleep(LATE_MS);
      before = events;
    }
    this.faults.push(`the centre does not come to rest: ${owed} callbacks are owed, ${await this.newestEvents()}`);
  }

  /** What happened last, to tell what goes on for ever. */
  private async newestEvents(): Promise<string> {
    const rows: { type: string }[] = await this.db.query(
      `SELECT type FROM audit_event ORDER BY xid DESC LIMIT ${NEWEST_EVENTS}`,
    );
    return rows.map(({ type }) => type).join(', ');
  }

  /** Notes where the two books differ, and what nobody answered. */
  private async check(when: string): Promise<void> {
    const theirs = await this.town.holds();
    const own = await this.ownHolds();
    const active = new Map(theirs.filter(({ state }) => state === 'active').map((hold) => [hold.holdId, hold]));
    for (const { id, state, heldSatang, expiresAt, institution } of own) {
      const there = active.get(id);
      active.delete(id);
      const holds = (HOLDING_STATES as readonly string[]).includes(state) ? heldSatang : '0';
      const says = `${when}: hold ${id} at ${institution} is ${state} ${heldSatang}`;
      if ((there?.heldSatang ?? '0') !== holds) this.faults.push(`${says}, and ${there?.heldSatang ?? 0} there`);
      else if (there !== undefined && Date.parse(there.expiresAt) !== expiresAt.getTime())
        this.faults.push(`${says} until ${expiresAt.toISOString()}, and until ${there.expiresAt} there`);
      if (state === 'ordered' || state === 'unconfirmed' || state === 'releasing')
        this.faults.push(`${says}: its institution has not answered`);
    }
    for (const { holdId, party } of active.values())
      this.faults.push(`${when}: ${party} holds ${holdId}, not on record`);
    for (const { party, holdId, expiresAt, state } of theirs)
      if (state === 'active' && Date.parse(expiresAt) <= Date.now())
        this.faults.push(`${when}: ${party} holds ${holdId} past its time`);
    const known = new Set(theirs.flatMap(({ orderIds }) => orderIds));
    const orders: { id: string; institution: string }[] = await this.db.query(
      `SELECT o.id, h.institution FROM hold_order o JOIN hold h ON h.id = o.hold_id
        WHERE o.answered_at IS NOT NULL AND EXISTS (SELECT FROM receipt r WHERE r.order_id = o.id AND r.result LIKE 'HELD%')`,
    );
    for (const { id, institution } of orders)
      if (!known.has(id)) this.faults.push(`${when}: ${institution} does not know order ${id}`);
    const twice = [...known].length - theirs.reduce((sum, { orderIds }) => sum + orderIds.length, 0);
    if (twice !== 0) this.faults.push(`${when}: an order stands twice in the books of the banks`);
    await this.checkNothingLost(when);
    await this.checkAccounts(when, theirs);
    const open: { kind: string; n: number }[] = await this.db.query(
      `SELECT kind, count(*)::int AS n FROM break_record WHERE closed_at IS NULL
          AND (kind LIKE 'STATEMENT%' OR kind LIKE 'UNKNOWN%' OR kind IN ('NOT_ON_RECORD', 'RELEASE_UNANSWERED', 'REDUCTION_UNANSWERED', 'NOT_APPLIED'))
        GROUP BY kind`,
    );
    for (const { kind, n } of open) this.faults.push(`${when}: ${n} breaks ${kind} are open`);
  }

  /** Notes where a bank keeps other money from leaving an account than its holds do, and its own suspicion. */
  private async checkAccounts(when: string, theirs: readonly BookedHold[]): Promise<void> {
    const accounts = this.victims.flatMap(({ account, mules }) => [account, ...mules]);
    for (const account of accounts) {
      const { institution, accountNo } = account;
      const holds = theirs.filter((hold) => hold.party === institution && hold.account.accountNo === accountNo);
      const held = holds.reduce((sum, { heldSatang }) => sum + BigInt(heldSatang), 0n);
      const { heldSatang } = await this.town.balance(account);
      const own = heldSatang - held;
      if (own !== 0n && !(own > 0n && account === this.suspected && when !== AT_THE_END))
        this.faults.push(`${when}: ${institution} keeps ${own} satang that no hold asks for`);
    }
  }

  /** The account that its own bank suspects; such a suspension ends after seven days. */
  private get suspected(): AccountRef | undefined {
    return this.victims[1]?.mules[1];
  }

  /**
   * Notes which messages nobody answered: the newest order of each live hold, each release and each statement, and
   * what banks said and has no effect yet. An order that ended before it came is not sent; the one after it is.
   */
  private async checkNothingLost(when: string): Promise<void> {
    const waiting: object[] = await this.db.query(
      `SELECT m.id, m.kind, m.party, m.attempts, h.state, o.sent_at AS "sentAt", o.refused_at AS "refusedAt"
         FROM outgoing_message m LEFT JOIN hold_order o ON o.id = m.id LEFT JOIN hold h ON h.id = o.hold_id
        WHERE m.acknowledged_at IS NULL AND m.kind IN ('hold.order', 'hold.release', 'hold.statement')
          AND (h.state IS NULL OR h.state = ANY ($1)
            AND NOT EXISTS (SELECT FROM hold_order l WHERE l.hold_id = o.hold_id AND l.sequence > o.sequence))`,
      [LIVE_HOLD_STATES],
    );
    for (const message of waiting) this.faults.push(`${when}: not answered: ${JSON.stringify(message)}`);
    const unread: { n: number }[] = await this.db.query(
      `SELECT count(*)::int AS n FROM inbox_message WHERE processed_at IS NULL AND case_id IS NOT NULL`,
    );
    if ((unread[0]?.n ?? 0) > 0) this.faults.push(`${when}: ${unread[0]?.n} messages of parties have no effect yet`);
  }

  /** Notes what outlived its time. */
  private async checkEnded(): Promise<void> {
    const live = (await this.ownHolds()).filter(({ state }) => (LIVE_HOLD_STATES as readonly string[]).includes(state));
    for (const { id, state, expiresAt } of live)
      if (expiresAt.getTime() <= Date.now()) this.faults.push(`hold ${id} is ${state} past ${expiresAt.toISOString()}`);
  }

  private ownHolds(): Promise<OwnHold[]> {
    return this.db.query<OwnHold[]>(
      `SELECT id, institution, state, held_satang::text AS "heldSatang", expires_at AS "expiresAt" FROM hold ORDER BY id`,
    );
  }

  private async caseOf(holdId: string): Promise<string> {
    const [row]: { id: string }[] = await this.db.query('SELECT case_id AS id FROM hold WHERE id = $1', [holdId]);
    return row?.id ?? '';
  }
}

function sentence({ id, examples }: CheckReport): string {
  return `verify ${id}: ${examples.join('; ')}`;
}

const OFFICER: Person = { subject: 'officer-1', role: 'aoc_officer' };
const INQUIRY: Person = { subject: 'inquiry-1', role: 'inquiry_officer' };
const OPERATOR: Person = { subject: 'operator-1', role: 'hotline_operator' };
const OTHER_OPERATOR: Person = { subject: 'operator-2', role: 'hotline_operator' };
const THIRD_OPERATOR: Person = { subject: 'operator-3', role: 'hotline_operator' };
