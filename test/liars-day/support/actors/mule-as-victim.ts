import type { Random } from '../../../../simulator/world/random.js';
import type { Act, Phase, Scene, Told } from '../scene.js';
import { COMPLAINED_MS, Robbed } from './robbed.js';

/**
 * A mule who pays stolen money on, and then says that he was robbed of it. His account sent it, so his bank confirms; the
 * money is held once all the same, and what the victim lost is held for the victim's days. What the mule says holds it
 * for his own.
 */
export class MuleAsVictim extends Robbed {
  private readonly muleCallsIn: Phase;
  private readonly isWithdrawn: boolean;
  private onward: Omit<Told, 'by'> | undefined;
  private caseId = '';

  constructor(scene: Scene, random: Random) {
    super(scene, random, 40);
    this.muleCallsIn = random.pick(['reports', 'moves', 'secondCalls'] as const);
    this.isWithdrawn = random.chance(0.3);
  }

  override async begin(): Promise<void> {
    await super.begin();
    const { availableSatang } = await this.scene.town.balance(this.mules[0]);
    this.onward = await this.paysOn(((availableSatang * BigInt(this.random.whole(40, 100))) / 10_000n) * 100n);
  }

  acts(phase: Phase): readonly Act[] {
    const acts: Act[] = [];
    if (phase === 'reports') acts.push(this.victimReports);
    if (phase === 'moves' && this.isWithdrawn) acts.push(this.hastyWithdrawal);
    if (phase === 'secondCalls' && this.isLetGo) acts.push(this.victimCallsAgain);
    if (phase === this.muleCallsIn) acts.push(this.mulesCall);
    return acts;
  }

  private readonly victimReports = async (): Promise<void> => {
    const said = await this.report('the victim reports');
    this.caseId = String(said.body['id']);
    this.mustFor(COMPLAINED_MS);
  };

  private readonly hastyWithdrawal = async (): Promise<void> => {
    this.isLetGo = await this.scene.withdraw(this.caseId);
    this.scene.note(`of ${this.account.accountNo}: the complaint is withdrawn in haste`);
  };

  private readonly victimCallsAgain = async (): Promise<void> => {
    await this.report('the victim calls again');
    this.isLetGo = false;
  };

  private readonly mulesCall = async (): Promise<void> => {
    await this.report('the mule says that he was robbed', { ...this.onward, by: this.scene.voice() });
    this.mayFor(COMPLAINED_MS);
  };
}
