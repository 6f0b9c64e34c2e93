import { mayAcceptProof, type ProofFacts } from '../../../src/domain/attachment/proof-of-holder.js';
import type { Role } from '../../../src/domain/freeze-request/freeze-request.js';

const FACTS: ProofFacts = {
  appealState: 'under_review',
  parts: [{ person: 'officer-1', part: 'request' }],
  filedBy: ['holder'],
  files: [{ addedBy: 'holder' }],
};

describe('who may accept documents as proof that an account is unrelated (AOC-85C)', () => {
  it.each<[string, string, Role, Partial<ProofFacts>, string]>([
    ['an officer without a part in it', 'officer-2', 'aoc_officer', {}, 'yes'],
    ['a supervisor without a part in it', 'supervisor-2', 'aoc_supervisor', {}, 'yes'],
    ['who asked for the order', 'officer-1', 'aoc_officer', {}, 'APPEAL.OWN_HOLD'],
    ['an inquiry officer', 'inquiry-1', 'inquiry_officer', {}, 'APPEAL.ROLE'],
    ['who works at the desk', 'desk-1', 'unfreeze_desk', {}, 'APPEAL.ROLE'],
    ['who brought the appeal', 'officer-2', 'aoc_officer', { filedBy: ['officer-2'] }, 'PROOF.OWN_APPEAL'],
    ['who added the file', 'officer-2', 'aoc_officer', { files: [{ addedBy: 'officer-2' }] }, 'PROOF.OWN_FILE'],
    [
      'who added one of two files',
      'officer-2',
      'aoc_officer',
      { files: [{ addedBy: 'holder' }, { addedBy: 'officer-2' }] },
      'PROOF.OWN_FILE',
    ],
    ['nobody, without a file', 'officer-2', 'aoc_officer', { files: [] }, 'PROOF.NO_FILE'],
    ['nobody, by a file of another appeal', 'officer-2', 'aoc_officer', { files: [undefined] }, 'PROOF.NO_FILE'],
    ['nobody, after the answer', 'officer-2', 'aoc_officer', { appealState: 'refused' }, 'APPEAL.ANSWERED'],
  ])('%s', (_who, subject, role, over, expected) => {
    const allowed = mayAcceptProof({ ...FACTS, ...over }, { subject, roles: [role] });
    expect(allowed.ok ? 'yes' : allowed.code).toBe(expected);
  });
});
