import { HOUR_MS, MINUTE_MS } from '../../../../src/domain/time.js';
import type { Random } from '../../../../simulator/world/random.js';
import type { Act, Phase, Scene } from '../scene.js';
import { COMPLAINED_MS, Robbed } from './robbed.js';

const SPEAKERS = ['guardian', 'signatory', 'heir'] as const;
const PAPER = 'certificate';

/**
 * A guardian, a signatory or an heir, who names his paper at once, later or never. With it he is heard as the victim is;
 * before, nothing is held. Or somebody who names a paper that is none, before the holder himself calls: each of them has
 * what the law gives to who cannot be told from the holder, and the holder has no less.
 */
export class Spokesman extends Robbed {
  private readonly kind: 'with papers' | 'papers later' | 'never papers' | 'false papers';
  private caseId = '';

  constructor(scene: Scene, random: Random) {
    super(scene, random, 30);
    this.kind = random.pick(['with papers', 'papers later', 'never papers', 'false papers'] as const);
  }

  acts(phase: Phase): readonly Act[] {
    if (phase === 'reports') return [this.speak];
    if (phase === 'moves' && this.kind === 'false papers') return [this.holderCalls];
    if (phase === 'secondCalls' && this.kind === 'papers later') return [this.showPaper];
    return [];
  }

  private readonly speak = async (): Promise<void> => {
    const as = this.random.pick(SPEAKERS);
    const hasPaper = this.kind === 'with papers' || this.kind === 'false papers';
    const speaksFor = { victim: this.scene.voice(), as, ...(hasPaper && { document: PAPER }) };
    const said = await this.report(`${as}, ${this.kind}`, { speaksFor });
    this.caseId = String(said.body['id']);
    if (this.kind === 'with papers') this.mustFor(COMPLAINED_MS);
    if (this.kind !== 'never papers') this.mayFor(COMPLAINED_MS);
  };

  private readonly showPaper = async (): Promise<void> => {
    const body = { as: 'heir', document: PAPER, documentNo: `N-${this.scene.index}` };
    const operator = { subject: 'operator-papers', role: 'hotline_operator' };
    const said = await this.scene.centre.call(operator, 'POST', `/v1/complaints/${this.caseId}/authority`, body);
    this.scene.note(`of ${this.account.accountNo}: the paper is shown`, said);
    // The report is the complaint since it was taken down.
    this.mustFor(COMPLAINED_MS - 5 * HOUR_MS);
  };

  private readonly holderCalls = async (): Promise<void> => {
    await this.report('the holder himself calls', { by: this.scene.voice() });
    this.mustFor(COMPLAINED_MS - 40 * MINUTE_MS);
    this.mayFor(COMPLAINED_MS);
  };
}
