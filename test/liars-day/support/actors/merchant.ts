import type { AccountRef } from '../../../../src/wire/common.js';
import type { Random } from '../../../../simulator/world/random.js';
import { type Act, type Phase, PHASES, type Scene } from '../scene.js';
import { COMPLAINED_MS, Robbed } from './robbed.js';

/**
 * A merchant whom a mule paid for goods with stolen money. He appeals with what he sold, an officer who has no part in
 * it upholds the appeal, and nothing of his is held again, whoever calls; the rest of the victim's money stays held.
 */
export class Merchant extends Robbed {
  private readonly shop: AccountRef;
  private readonly paidSatang: bigint;
  private readonly callsAgainIn: Phase | 'never';
  private readonly liesIn: Phase | 'never';
  private isFree = false;

  constructor(scene: Scene, random: Random) {
    super(scene, random, 50);
    this.shop = scene.account('th-002', 53);
    this.paidSatang = ((this.amountSatang * BigInt(random.whole(10, 40))) / 10_000n) * 100n;
    this.callsAgainIn = random.pick(['never', 'secondCalls', 'beforeThreeDays'] as const);
    this.liesIn = random.pick(['never', 'moves', 'afterThreeDays'] as const);
  }

  override async begin(): Promise<void> {
    await super.begin();
    await this.scene.town.open(this.shop, 5_000_000n, 'merchant');
    const [from] = this.mules;
    const sale = { from, to: this.shop, amountSatang: this.paidSatang, reference: this.scene.reference() };
    await this.scene.pay({ ...sale, at: this.scene.minutesAgo(9) });
    this.elsewhereSatang = this.paidSatang;
  }

  acts(phase: Phase): readonly Act[] {
    const acts: Act[] = [];
    if (phase === 'reports') acts.push(this.victimReports);
    if (phase === 'urgentTimeEnds') acts.push(this.appeal);
    if (phase === this.callsAgainIn) acts.push(this.callAgain);
    if (phase === this.liesIn) acts.push(this.lie);
    return acts;
  }

  override async faults(phase: Phase): Promise<string[]> {
    const faults = await super.faults(phase);
    const heldSatang = await this.scene.heldAt(this.shop);
    if (this.isFree && PHASES[phase] > PHASES.urgentTimeEnds && heldSatang > 0n)
      faults.push(`the merchant ${this.shop.accountNo} has ${heldSatang} held after his appeal was upheld`);
    if (heldSatang > this.paidSatang) faults.push(`the merchant has ${heldSatang} held, of ${this.paidSatang} paid`);
    return faults;
  }

  private readonly victimReports = async (): Promise<void> => {
    await this.report('the victim reports');
    this.mustFor(COMPLAINED_MS);
  };

  private readonly callAgain = async (): Promise<void> => {
    await this.report('the victim calls again');
  };

  private readonly lie = async (): Promise<void> => {
    await this.report('a liar reports the same', { by: this.scene.voice() });
    this.mayFor(COMPLAINED_MS);
  };

  private readonly appeal = async (): Promise<void> => {
    const { centre, town } = this.scene;
    const shown = await town.notice(this.shop);
    if (shown === undefined) return;
    const statement = 'Invoice 2569-17, a telephone, handed over on that day; the slip is with the bank.';
    const filed = await centre.call(null, 'POST', '/v1/appeals', { ...shown, statement });
    this.scene.note(`the merchant ${this.shop.accountNo} appeals`, filed);
    if (filed.status !== 201) return;
    const decision = { verdict: 'uphold', reason: { en: 'The invoice and the slip fit.' } };
    const officer = { subject: 'officer-of-merchants', role: 'aoc_officer' };
    const path = `/v1/appeals/${String(filed.body['id'])}/decisions`;
    const upheld = await centre.call(officer, 'POST', path, decision);
    this.scene.note('an officer upholds it', upheld);
    this.isFree = upheld.status < 300;
  };
}
