import type { AccountRef } from '../../../../src/wire/common.js';
import type { Random } from '../../../../simulator/world/random.js';
import { type Act, type Phase, PHASES, type Scene } from '../scene.js';
import { COMPLAINED_MS, Robbed } from './robbed.js';

/** What a bank says of a debit that it has confirmed. */
const WORDS = ['another receiver', 'a smaller amount', 'no such debit'] as const;

/**
 * A victim whose bank confirms his transfer, and then says something else of it. The first word stands and a person asks
 * which is true: nothing is let go, nothing is held of whom the second word names.
 */
export class SecondWord extends Robbed {
  private readonly stranger: AccountRef;
  private readonly word: (typeof WORDS)[number];
  private readonly speaksIn: Phase;

  constructor(scene: Scene, random: Random) {
    super(scene, random, 80);
    this.stranger = scene.account('th-014', 83);
    this.word = random.pick(WORDS);
    this.speaksIn = random.pick(['moves', 'urgentTimeOver', 'afterThreeDays'] as const);
  }

  override async begin(): Promise<void> {
    await super.begin();
    await this.scene.town.open(this.stranger, 9_000_000n);
  }

  acts(phase: Phase): readonly Act[] {
    if (phase === 'reports') return [this.victimReports];
    return phase === this.speaksIn ? [this.speakAgain] : [];
  }

  override async faults(phase: Phase): Promise<string[]> {
    const faults = await super.faults(phase);
    const heldSatang = PHASES[phase] < PHASES.secondCalls ? 0n : await this.scene.heldAt(this.stranger);
    if (heldSatang > 0n) faults.push(`${heldSatang} are held of the stranger ${this.stranger.accountNo}`);
    return faults;
  }

  private readonly victimReports = async (): Promise<void> => {
    await this.report('the victim reports');
    this.mustFor(COMPLAINED_MS);
  };

  private readonly speakAgain = async (): Promise<void> => {
    const says = {
      'another receiver': { result: 'CONFIRMED', to: this.stranger },
      'a smaller amount': {
        result: 'DENIED',
        reason: 'AMOUNT_DIFFERS',
        debitedAmountSatang: (this.amountSatang / 2n).toString(),
      },
      'no such debit': { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' },
    };
    await this.scene.town.sayOfDebit(this.account.institution, this.reference, says[this.word]);
    this.scene.note(`of ${this.account.accountNo}: the bank names ${this.word}`);
  };
}
