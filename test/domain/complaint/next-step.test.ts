import { type ComplaintStanding, type NextStep, nextStepOf } from '../../../src/domain/complaint/next-step.js';
import { NOW } from '../support.js';

describe('what comes next for the victim', () => {
  it.each<[string, Partial<ComplaintStanding>, NextStep]>([
    ['at first, the statement to an inquiry officer', {}, 'give_statement'],
    ["after the statement, the officer's decision", { statementAt: NOW }, 'await_decision'],
    ['after withdrawal, nothing', { withdrawnAt: NOW }, 'none'],
    ['after a withdrawal that followed the statement, nothing', { statementAt: NOW, withdrawnAt: NOW }, 'none'],
    ['once the case is closed, nothing', { isClosed: true, statementAt: NOW }, 'none'],
  ])('%s', (_name, standing, expected) => {
    expect(nextStepOf({ isClosed: false, withdrawnAt: null, statementAt: null, ...standing })).toBe(expected);
  });
});
