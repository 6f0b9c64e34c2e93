import type { CameBack, Recovered } from '../../src/application/statement/recover.js';

/** Says what was put on record. */
export function recordedLines({ recovery, wasNeeded, institutions }: Recovered): readonly string[] {
  const { recoveredTo, recordedBy, caseNoFrom, caseNoThrough, at } = recovery;
  return [
    `On record since ${at.toISOString()}: recovered to ${recoveredTo?.toISOString() ?? ''}, by ${recordedBy ?? ''}.`,
    wasNeeded
      ? 'The processes serve again within seconds.'
      : 'Nothing had stopped: what was kept outside is in the database. Every institution is asked all the same.',
    `Case numbers ${caseNoFrom ?? ''} to ${caseNoThrough ?? ''} are left out, so that none is given twice.`,
    `${institutions} institutions are asked for all that they hold by the centre's orders.`,
  ];
}

/** Says what came back, an institution a line, and what a person must do. */
export function cameBackLines(back: readonly CameBack[]): readonly string[] {
  const lines = back.map(({ institution, hasAnswered, orders, unknown, unknownSatang, breaks }) =>
    hasAnswered
      ? `  ${institution}: ${orders} orders stated; ${unknown} not on record (${baht(unknownSatang)} baht held), ${breaks} breaks about holds`
      : `  ${institution}: has not answered`,
  );
  const silent = back.filter(({ hasAnswered }) => !hasAnswered).length;
  const unknown = back.reduce((sum, each) => sum + each.unknown, 0);
  return [
    'What came back:',
    ...lines,
    ...(unknown > 0
      ? [`${unknown} orders are not on record: two persons release or keep each (/supervisor, "Orders not on record").`]
      : []),
    ...(silent > 0
      ? [
          `${silent} institutions have not answered. They are asked on; telephone them: one that says nothing shows nothing.`,
        ]
      : []),
    'Then: npm run verify, and docs/RUNBOOK.md, "What people must do".',
  ];
}

function baht(satang: string): string {
  const text = satang.padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
