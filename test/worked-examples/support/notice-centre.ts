import { section6End } from '../../../src/domain/hold/end/section6-end.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { freeOf } from '../../../src/domain/ledger/ledger.js';
import { type Satang, sumSatang } from '../../../src/domain/money.js';
import { joinNotice } from '../../../src/domain/notice/join-notice.js';
import { ownSuspensionEnd } from '../../../src/domain/notice/own-suspension.js';
import { onwardByPart, ownSuspensionParts } from '../../../src/domain/notice/own-suspension-parts.js';
import type { Account } from '../../../src/domain/party.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import type { TracedPart } from '../../../src/domain/trail/traced-part.js';
import type { OwnSuspension, Payment } from './banks.js';
import { Centre, RULEBOOK } from './centre.js';
import { type Entry, isSame } from './entries.js';

/** The part of a stolen sum that an institution's own suspension takes up. */
interface Suspended {
  bankHold: number;
  entry: Entry;
  satang: Satang;
  until: Date;
}

/**
 * The centre with notices of institutions (BANK-6A), which reach every receiving institution for
 * seven days of its own, within those of the officer.
 */
export class NoticeCentre extends Centre {
  private readonly suspended: Suspended[] = [];
  /** When the seven days of a part's institution end. */
  private readonly ends = new Map<Entry, Date>();

  /** Returns when an own suspension ends that is found now. */
  suspensionEnd(now: Date): Date {
    return ownSuspensionEnd(now, undefined, ruleInForce(RULEBOOK, 'BANK-6A', now), { rulebook: RULEBOOK, now });
  }

  /**
   * Takes an institution's notice of one credit: it joins a known transfer, or opens a stolen sum
   * for an unknown one.
   */
  notice(found: OwnSuspension, payments: readonly Payment[], now: Date): void {
    const { credit, account } = found;
    const knownEntries = this.entries.filter(({ part }) => part.transferId === credit.reference);
    if (!this.notices.has(credit.reference)) this.notices.set(credit.reference, now);
    const carrying = knownEntries.length > 0 ? knownEntries : [this.open(credit, account.institution, 'section6')];
    const parts = carrying.map((entry) => ({
      trailLinkId: entry.part.partId,
      stolenSumId: String(entry.sum),
      attributedSatang: entry.part.attributedSatang,
      freeSatang: freeOf(this.ledger.sum(entry.sum)),
      heldThereSatang: this.live(entry)?.reservedSatang ?? 0n,
    }));
    const takenUp = ownSuspensionParts(found.suspendedSatang, parts);
    carrying.forEach((entry, index) => this.takeUp(entry, takenUp[index]?.suspendedSatang ?? 0n, found));
    const shares = onwardByPart(found.onward, parts);
    for (const entry of carrying) {
      const onward = shares.get(entry.part.partId) ?? [];
      this.extend(entry, { onward }, payments, now);
      for (const { payment } of onward) this.reach(entry, payment, now);
    }
  }

  override expire(now: Date): void {
    super.expire(now);
    for (const expired of this.suspended.filter(({ until }) => until <= now)) {
      this.change(expired.entry, -expired.satang);
      expired.satang = 0n;
    }
  }

  override parts(): TracedPart[] {
    return super.parts().map((part, index) => {
      const ofEntry = this.suspended.filter(({ entry }) => entry === this.entries[index]);
      return { ...part, suspendedSatang: sumSatang(ofEntry.map(({ satang }) => satang)) };
    });
  }

  override holdsBySum(): { amountSatang: Satang; holds: ReadonlySet<number> }[] {
    return super.holdsBySum().map(({ amountSatang, holds }, sum) => {
      const own = this.suspended.filter(({ entry }) => entry.sum === sum).map(({ bankHold }) => bankHold);
      return { amountSatang, holds: new Set([...holds, ...own]) };
    });
  }

  /** Returns when suspensions under section 6 at an account end, each instant once. */
  endsAt(account: Account): Date[] {
    const own = this.suspended.filter(({ satang }) => satang > 0n).map(({ entry, until }) => ({ entry, until }));
    const ordered = [...this.ends].flatMap(([entry, until]) => (this.live(entry) === null ? [] : [{ entry, until }]));
    const here = [...own, ...ordered].filter(({ entry }) => entry.account !== null && isSame(entry.account, account));
    return [...new Set(here.map(({ until }) => until.getTime()))].sort((a, b) => a - b).map((at) => new Date(at));
  }

  protected override order(entry: Entry, requestedSatang: Satang, now: Date): void {
    super.order(entry, requestedSatang, now);
    if (entry.kind === 'section6' && entry.hold !== null) this.ends.set(entry, this.factsOf(entry.hold).expiresAt);
  }

  private takeUp(entry: Entry, satang: Satang, { id, until }: OwnSuspension): void {
    if (satang === 0n) return;
    this.change(entry, satang);
    this.suspended.push({ bankHold: id, entry, satang, until });
  }

  /** Has the next institution suspend as well; the notice joins what stands there already. */
  private reach(from: Entry, payment: Payment, now: Date): void {
    const next = this.entries.find(({ parent, part }) => parent === from && part.transferId === payment.reference);
    if (next === undefined || next.account === null || next.part.stopReason !== null) return;
    const standing = this.live(next);
    const clock = { rule: 'BANK-6A', notifiedAt: now, officerNotifiedAt: now } as const;
    const { expiresAt: until } = section6End(clock, { rulebook: RULEBOOK, now });
    const effect = joinNotice(
      {
        hold: standing === null ? null : { kind: next.kind, expiresAt: standing.expiresAt, isReleasing: false },
        firstUntil: this.ends.get(next) ?? null,
        firstStands: false,
        suspendsItself: this.suspended.some(({ entry }) => entry.part.transferId === next.part.transferId),
        leftSatang: next.part.attributedSatang,
        freeSatang: freeOf(this.ledger.sum(next.sum)),
      },
      until,
      now,
    );
    if (effect.do === 'order') this.order(next, effect.amountSatang, now);
    if (effect.do === 'join' && effect.carryOn) throw new Error('no story carries a hold on by section 6');
  }

  private live(entry: Entry) {
    const facts = entry.hold === null ? null : this.factsOf(entry.hold);
    return facts !== null && LIVE_HOLD_STATES.includes(facts.state) ? facts : null;
  }

  private change(entry: Entry, satang: Satang): void {
    const sum = this.ledger.sum(entry.sum);
    this.ledger.sums[entry.sum] = { ...sum, suspendedSatang: (sum.suspendedSatang ?? 0n) + satang };
  }
}
