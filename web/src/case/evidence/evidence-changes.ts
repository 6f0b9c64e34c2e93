import type { CaseView, EvidenceView } from '../../api/schema.js';
import { accountName } from '../trail/account-state.js';
import { ACCOUNT_AGENCIES, cellOf } from './evidence-cells.js';

/** A cell of the matrix, or an answer that concerns no account of the trail. */
export interface Changed {
  readonly agency: string;
  readonly account?: { readonly institution: string; readonly accountMasked: string };
}

/** Names a cell, so that cells can be compared. */
export function nameOfCell({ agency, account }: Changed): string {
  return account === undefined ? agency : `${agency} ${accountName(account)}`;
}

/**
 * Returns the cells whose answer differs between two readings of the evidence: another version or
 * state, or a question that is new. A clock that runs on changes nothing.
 */
export function changedCells(before: EvidenceView, after: EvidenceView, accounts: CaseView['accounts']): Changed[] {
  const ofAccounts = uniqueAccounts(accounts).flatMap((account) =>
    ACCOUNT_AGENCIES.filter((agency) => wordsOf(before, account, agency) !== wordsOf(after, account, agency)).map(
      (agency) => ({ agency, account }),
    ),
  );
  const rest = (evidence: EvidenceView) => [
    ...evidence.requests
      .filter((question) => question.accounts.length === 0)
      .map(({ id, agency, state, answers }) => ({ id, agency: String(agency), words: `${state} ${answers.length}` })),
    ...evidence.debitConfirmations.map(({ id, institution, state }) => ({ id, agency: institution, words: state })),
  ];
  const known = new Map(rest(before).map(({ id, words }) => [id, words]));
  const others = rest(after)
    .filter(({ id, words }) => known.get(id) !== words)
    .map(({ agency }) => ({ agency }));
  return [
    ...ofAccounts,
    ...others.filter(({ agency }, place) => others.findIndex((o) => o.agency === agency) === place),
  ];
}

function wordsOf(evidence: EvidenceView, account: Account, agency: (typeof ACCOUNT_AGENCIES)[number]): string {
  const cell = cellOf(evidence, account, agency, 0);
  return JSON.stringify([cell.kind, 'version' in cell ? cell.version : 0, 'words' in cell ? cell.words : []]);
}

type Account = { institution: string; accountMasked: string };

function uniqueAccounts(accounts: CaseView['accounts']): Account[] {
  return [...new Map(accounts.map((account) => [accountName(account), account])).values()].map(
    ({ institution, accountMasked }) => ({ institution, accountMasked }),
  );
}

/** A field of an answer, in each of its versions; undefined where a version does not have it. */
export interface FieldRow {
  readonly field: string;
  readonly values: readonly (string | undefined)[];
  readonly isChanged: boolean;
}

/** Puts the fields of several versions side by side, those that differ first. */
export function fieldRows(versions: readonly unknown[]): FieldRow[] {
  const fields = versions.map((content) => new Map(fieldsOf(content)));
  const names = [...new Set(fields.flatMap((each) => [...each.keys()]))];
  const rows = names.map((field) => {
    const values = fields.map((each) => each.get(field));
    return { field, values, isChanged: new Set(values).size > 1 };
  });
  return [...rows.filter(({ isChanged }) => isChanged), ...rows.filter(({ isChanged }) => !isChanged)];
}

/** Returns the fields of an answer as lines: path and value. */
function fieldsOf(content: unknown, at = ''): [string, string][] {
  if (Array.isArray(content) && content.length === 0) return [[at, '–']];
  if (typeof content !== 'object' || content === null) return [[at, String(content)]];
  return Object.entries(content).flatMap(([key, value]) =>
    fieldsOf(value, Array.isArray(content) ? `${at} ${Number(key) + 1}` : at === '' ? key : `${at} · ${key}`),
  );
}
