import { MINUTE_MS } from '../../../../src/domain/time.js';
import type { Random } from '../../../../simulator/world/random.js';
import type { Act, Phase, Scene } from '../scene.js';
import { COMPLAINED_MS, Robbed } from './robbed.js';

/** The time of what no bank has confirmed (P-URG). */
const URGENT_MS = 60 * MINUTE_MS;

/**
 * A victim who calls again in the last minutes of a time: of the urgent one, while his bank says nothing, or of his seven
 * days. A second call lengthens nothing. When the bank speaks, in time or too late, all is held for the days of the first.
 */
export class LateCaller extends Robbed {
  private readonly callsIn: Phase;
  private readonly callsAgainIn: Phase;
  private readonly liesIn: Phase | 'never';
  private readonly bankSpeaksIn: Phase | 'never';
  private calledMs = 0;

  constructor(scene: Scene, random: Random) {
    super(scene, random, 70);
    this.callsIn = random.pick(['reports', 'secondCalls'] as const);
    this.callsAgainIn = this.callsIn === 'reports' ? 'urgentTimeEnds' : 'afterSevenDays';
    this.liesIn = random.pick(['never', 'reports', 'urgentTimeEnds'] as const);
    const speaks = ['never', 'urgentTimeEnds', 'urgentTimeOver', 'secondCalls'] as const;
    this.bankSpeaksIn = this.callsIn === 'reports' ? random.pick(speaks) : 'never';
  }

  override async begin(): Promise<void> {
    await super.begin();
    if (this.isBankSilent) await this.scene.town.behave(this.account, 'debit', 'silent');
  }

  acts(phase: Phase): readonly Act[] {
    const acts: Act[] = [];
    if (phase === this.callsIn) acts.push(this.call);
    if (phase === this.callsAgainIn) acts.push(this.callAgain);
    if (phase === this.liesIn) acts.push(this.lie);
    if (phase === this.bankSpeaksIn) acts.push(this.bankSpeaks);
    return acts;
  }

  private get isBankSilent(): boolean {
    return this.callsIn === 'reports';
  }

  private readonly call = async (): Promise<void> => {
    await this.report('the victim calls');
    this.calledMs = Date.now();
    if (this.isBankSilent) this.mayFor(URGENT_MS);
    else this.mustFor(COMPLAINED_MS);
  };

  private readonly callAgain = async (): Promise<void> => {
    await this.report('the victim calls again in the last minutes');
  };

  /** Somebody who cannot be told from the victim, with an hour, or days, of his own. */
  private readonly lie = async (): Promise<void> => {
    await this.report('a liar says that the account is his', { by: this.scene.voice() });
    this.mayFor(this.isBankSilent ? URGENT_MS : COMPLAINED_MS);
  };

  private readonly bankSpeaks = async (): Promise<void> => {
    await this.scene.town.behave(this.account, 'debit', 'sync');
    // Nobody asks a bank again that took the question (202): it calls back.
    await this.scene.town.sayOfDebit(this.account.institution, this.reference, { result: 'CONFIRMED' });
    this.scene.note(`of ${this.account.accountNo}: the bank speaks at last`);
    this.mustFor(this.calledMs + COMPLAINED_MS - Date.now());
    if (this.liesIn !== 'never') this.mayFor(COMPLAINED_MS);
  };
}
