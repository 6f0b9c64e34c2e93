import type { AppealState } from '../appeal/appeal.js';
import { OPEN_APPEAL_STATES } from '../appeal/appeal-state.js';
import { type PartTaken, personsWithAPart } from '../appeal/part-in-hold.js';
import type { Actor, Role } from '../freeze-request/freeze-request.js';
import { type Result, ok, refuse } from '../result.js';

/** What documents of a holder show of the money: that it paid for something that the holder gave. */
export const PROOF_SHOWS = ['sale', 'delivery', 'contract'] as const;
export type ProofShows = (typeof PROOF_SHOWS)[number];

/** The roles that accept a proof: the suspension that it ends is the centre's. */
const ACCEPTERS: readonly Role[] = ['aoc_officer', 'aoc_supervisor'];

/** What decides whether a person may accept documents as proof. */
export interface ProofFacts {
  appealState: AppealState;
  /** What persons did with the hold. */
  parts: readonly PartTaken[];
  /** Who brought the appeal, as subjects of persons. */
  filedBy: readonly string[];
  /** The chosen files; undefined: the appeal has no such file. */
  files: readonly ({ addedBy: string } | undefined)[];
}

/**
 * Decides whether a person may accept files of an appeal as proof that the account has nothing to do
 * with the crime (AOC-85C). Nobody accepts it of a hold that the person had a part in, of an appeal
 * that the person brought, or by a file that the person added. Refusals, in the order they are
 * looked for: `APPEAL.ROLE`, `APPEAL.OWN_HOLD`, `PROOF.OWN_APPEAL`, `APPEAL.ANSWERED`,
 * `PROOF.NO_FILE`, `PROOF.OWN_FILE`.
 */
export function mayAcceptProof(facts: ProofFacts, actor: Actor): Result<Role> {
  const role = ACCEPTERS.find((accepter) => actor.roles.includes(accepter));
  if (role === undefined) return refuse('APPEAL.ROLE', 'an officer of the centre accepts a proof');
  if (personsWithAPart(facts.parts).has(actor.subject)) {
    return refuse('APPEAL.OWN_HOLD', 'who had a hand in the hold may not accept the proof against it');
  }
  if (facts.filedBy.includes(actor.subject)) {
    return refuse('PROOF.OWN_APPEAL', 'who brought the appeal may not accept its proof');
  }
  if (!OPEN_APPEAL_STATES.includes(facts.appealState)) {
    return refuse('APPEAL.ANSWERED', `the appeal is ${facts.appealState} already`);
  }
  const { files } = facts;
  if (files.length === 0 || files.includes(undefined)) return refuse('PROOF.NO_FILE', 'the appeal has no such file');
  return files.some((file) => file?.addedBy === actor.subject)
    ? refuse('PROOF.OWN_FILE', 'who added a file may not accept it as proof')
    : ok(role);
}
