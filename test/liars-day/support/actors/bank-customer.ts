import { HOUR_MS, MINUTE_MS } from '../../../../src/domain/time.js';
import type { Random } from '../../../../simulator/world/random.js';
import type { Act, Phase, Scene } from '../scene.js';
import { COMPLAINED_MS, Robbed } from './robbed.js';

/** Section 7 without a complaint (VIC-7B). */
const TOLD_MS = 72 * HOUR_MS;
/** What nobody has confirmed (P-URG). */
const URGENT_MS = 60 * MINUTE_MS;

/**
 * A victim who tells his own bank, and calls 1441 late or never; on some days a liar has called about the same debit. The
 * bank vouches for its customer: his money is held for 72 hours from his word, and for seven days from his call. Where it
 * compares no numbers, nobody can tell the liar from its customer, and the days of the first of them count.
 */
export class BankCustomer extends Robbed {
  private readonly liesIn: Phase | 'never';
  private readonly tellsIn: Phase;
  private readonly callsIn: Phase | 'never';
  private readonly isKnown: boolean;
  private liarsUntilMs = Infinity;

  constructor(scene: Scene, random: Random) {
    super(scene, random, 20);
    this.liesIn = random.pick(['never', 'reports', 'moves'] as const);
    this.tellsIn = random.pick(['reports', 'moves', 'secondCalls', 'beforeSevenDays'] as const);
    this.isKnown = random.chance(0.5);
    // In the last minutes of the 72 hours, or when they are over.
    this.callsIn = random.pick(['never', 'beforeThreeDays', 'afterThreeDays'] as const);
  }

  protected override holderNo(): string | undefined {
    return this.isKnown ? this.voice.citizenId : undefined;
  }

  acts(phase: Phase): readonly Act[] {
    const acts: Act[] = [];
    if (phase === this.liesIn) acts.push(this.lie);
    if (phase === this.tellsIn) acts.push(this.tellBank);
    if (phase === this.callsIn) acts.push(this.call);
    return acts;
  }

  private readonly lie = async (): Promise<void> => {
    const said = await this.report('a liar says that the account is his', { by: this.scene.voice() });
    if (said.status !== 201) return;
    this.mayFor(this.isKnown ? URGENT_MS : COMPLAINED_MS);
    if (!this.isKnown) this.liarsUntilMs = Date.now() + COMPLAINED_MS;
  };

  private readonly tellBank = async (): Promise<void> => {
    await this.scene.town.customerTold(this.account.institution, this.reference);
    this.scene.note(`of ${this.account.accountNo}: the victim tells his bank`);
    this.mustFor(TOLD_MS, this.liarsUntilMs);
  };

  private readonly call = async (): Promise<void> => {
    await this.report('the victim calls 1441');
    this.mustFor(COMPLAINED_MS, this.liarsUntilMs);
  };
}
