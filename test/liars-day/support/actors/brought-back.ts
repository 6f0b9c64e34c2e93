import type { Random } from '../../../../simulator/world/random.js';
import type { Person } from '../centre.js';
import type { Act, Phase, Scene } from '../scene.js';
import { COMPLAINED_MS, Robbed } from './robbed.js';

const HASTY: Person = { subject: 'officer-hasty', role: 'aoc_officer' };
const OTHER: Person = { subject: 'officer-careful', role: 'aoc_officer' };
const SUPERVISOR: Person = { subject: 'supervisor-careful', role: 'aoc_supervisor' };

/** An officer lets the wrong hold go; two others bring it back (P-BACK), and it ends when it would have ended. */
export class BroughtBack extends Robbed {
  private holdId = '';
  private caseId = '';

  constructor(scene: Scene, random: Random) {
    super(scene, random, 60);
  }

  acts(phase: Phase): readonly Act[] {
    if (phase === 'reports') return [this.victimReports];
    if (phase === 'urgentTimeOver') return [this.letGo];
    if (phase === 'secondCalls') return [this.bringBack];
    return [];
  }

  private readonly victimReports = async (): Promise<void> => {
    const said = await this.report('the victim reports');
    this.caseId = String(said.body['id']);
    this.mustFor(COMPLAINED_MS);
  };

  private readonly letGo = async (): Promise<void> => {
    const { body } = await this.scene.centre.call(HASTY, 'GET', `/v1/cases/${this.caseId}/holds`);
    const holds = body['holds'] as { id: string; state: string }[];
    const held = holds.filter(({ state }) => state === 'held' || state === 'partly_held');
    if (held.length === 0) return;
    this.holdId = this.random.pick(held).id;
    const said = await this.scene.centre.call(HASTY, 'POST', `/v1/holds/${this.holdId}/release`, {
      reason: 'The holder explained it; it was the wrong hold.',
    });
    this.scene.note(`of ${this.account.accountNo}: an officer lets the wrong hold go`, said);
    this.isLetGo = said.status < 300;
  };

  private readonly bringBack = async (): Promise<void> => {
    if (this.holdId === '') return;
    const { centre } = this.scene;
    const body = { kind: 'reinstatement', holdId: this.holdId, reason: 'It was the wrong hold.' };
    const asked = await centre.call(OTHER, 'POST', `/v1/cases/${this.caseId}/freeze-requests`, body);
    this.scene.note(`of ${this.account.accountNo}: another officer asks for it back`, asked);
    if (asked.status !== 201) return;
    const id = String(asked.body['id']);
    const { body: seen } = await centre.call(SUPERVISOR, 'GET', `/v1/freeze-requests/${id}`);
    const decision = {
      verdict: 'approve',
      reason: 'It was the wrong hold.',
      evidenceHash: seen['evidenceHash'],
      blastRadiusSha256: (seen['blastRadius'] as { sha256: string } | null)?.sha256,
    };
    const said = await centre.call(SUPERVISOR, 'POST', `/v1/freeze-requests/${id}/decisions`, decision);
    this.scene.note('a supervisor approves', said);
    if (said.status < 300) this.isLetGo = false;
  };
}
