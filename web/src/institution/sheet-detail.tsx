import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { SheetList } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { useRecordWords } from '../record/use-record-words.js';
import { Facts } from '../ui/desk/desk.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { ActButton } from '../ui/screen/act-button.js';
import { REASONS } from './sheet-reasons.js';
import { useText } from './words.js';

export type Sheet = SheetList['sheets'][number];
type SheetRow = Sheet['rows'][number];

/** An uploaded workbook row by row, and the decision of a second person on what waits. */
export function SheetDetail({ each, blocked }: { each: Sheet; blocked: string | undefined }) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const problems = useProblemWords();
  const [isDeclining, setDeclining] = useState(false);
  const [failure, setFailure] = useState<string>();
  const waiting = each.rows.filter(({ state }) => state === 'waits').length;
  const why = blocked ?? (each.isOwn ? t('own.sheet.notOwn') : undefined);
  const decide = async (body: { decision: 'confirm' } | { decision: 'decline'; reason: string }) => {
    await dataOf(api.POST('/v1/institution/sheets/{id}/decisions', { params: { path: { id: each.id } }, body }));
    await queries.invalidateQueries({ queryKey: ['list', 'own-sheets'] });
  };
  return (
    <>
      <h2>{formatInstant(each.uploadedAt, language)}</h2>
      <Facts
        facts={[
          [t('own.sheet.by'), each.uploadedBy],
          [t('own.sheet.rows'), String(each.rows.length)],
          [
            t('own.sheet.hash'),
            <code key="x" className="hash-text">
              {each.fileSha256}
            </code>,
          ],
        ]}
      />
      {waiting > 0 && (
        <div className="detail-acts">
          <ActButton
            className="button primary"
            why={why}
            onClick={() => {
              setFailure(undefined);
              decide({ decision: 'confirm' }).catch((error: unknown) => setFailure(problems.of(error)));
            }}
          >
            {t('own.sheet.confirm', { count: waiting })}
          </ActButton>
          <ActButton className="button" why={why} onClick={() => setDeclining(true)}>
            {t('own.sheet.decline')}…
          </ActButton>
          <span className="label">{why}</span>
        </div>
      )}
      {failure !== undefined && <p role="alert">{failure}</p>}
      <section>
        <h3>{t('own.sheet.rows')}</h3>
        {each.rows.map((row) => (
          <SheetRowLine key={row.rowNos.join(' ')} row={row} />
        ))}
      </section>
      {isDeclining && (
        <ActDialog
          name="decline_sheet"
          title={t('own.sheet.declineTitle')}
          lead={t('own.sheet.declineLead')}
          confirm={t('own.sheet.decline')}
          reasonLabel={t('own.finding.reason')}
          blocked={why}
          onClose={() => setDeclining(false)}
          onAct={async (reason) => {
            await decide({ decision: 'decline', reason });
            return undefined;
          }}
        >
          <></>
        </ActDialog>
      )}
    </>
  );
}

function SheetRowLine({ row }: { row: SheetRow }) {
  const { t } = useText();
  const wordOf = useRecordWords();
  const reason = REASONS.find((one) => one === row.code?.split('.')[1]);
  const effect =
    row.applied === null
      ? undefined
      : row.applied
        ? t('own.applied')
        : t('own.notApplied', { why: wordOf('unused', row.reason ?? '') });
  const facts = [
    row.amountSatang === null ? undefined : t('own.baht', { amount: formatBaht(row.amountSatang, 'exact') }),
    reason === undefined ? undefined : t(`own.sheet.why.${reason}`),
    row.decidedBy === null ? undefined : t('own.sheet.decided', { by: row.decidedBy }),
    row.declineReason ?? undefined,
    effect,
  ];
  return (
    <div>
      <p>
        {t('own.sheet.row', { nth: row.rowNos.join(', ') })} · {t(`own.sheet.state.${row.state}`)}
        {row.subjectId !== null && <span className="quiet"> · {row.subjectId}</span>}
      </p>
      <p className="label">
        {facts.filter((fact) => fact !== undefined).join(' · ')}
        {row.column !== null && (
          <>
            {' · '}
            {t('own.sheet.column')} <code>{row.column}</code>
          </>
        )}
      </p>
    </div>
  );
}
