import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { connection } from '../api/live.js';
import type { OwnFindingList } from '../api/schema.js';
import { useStore } from '../api/store.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { readAmount } from '../intake/form/typed.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { Facts } from '../ui/desk/desk.js';
import { TextField } from '../ui/fields/text-field.js';
import { lastFour } from '../ui/marks/account.js';
import { OwnInterest } from './own-interest.js';
import { useText } from './words.js';

export type OwnFinding = OwnFindingList['findings'][number];

const VERDICTS = ['uphold', 'uphold_in_part', 'refuse'] as const;
type Verdict = (typeof VERDICTS)[number];

/** What an officer found for a holder whose money only this institution suspects, and its own decision. */
export function FindingDetail({ each }: { each: OwnFinding }) {
  const { t, language } = useText();
  const [verdict, setVerdict] = useState<Verdict>();
  const said = ({ th, en }: OwnFinding['findings'][number]) => (language === 'th' ? (th ?? en) : (en ?? th));
  return (
    <>
      <h2>{each.noticeReference}</h2>
      <Facts
        facts={[
          [t('own.fact.caseNo'), each.caseNo],
          [t('own.fact.account'), `••••${lastFour(each.accountMasked)}`],
          [t('own.fact.held'), t('own.baht', { amount: formatBaht(each.heldSatang, 'exact') })],
          [t('own.finding.since'), formatInstant(each.since, language)],
          [t('own.finding.due'), formatInstant(each.dueAt, language)],
          [t('own.fact.ends'), formatInstant(each.expiresAt, language)],
          [
            t('own.finding.decided'),
            each.settledAt === null ? t('own.notYet') : formatInstant(each.settledAt, language),
          ],
        ]}
      />
      <section>
        <h3>{t('own.finding.found')}</h3>
        {each.findings.map((finding) => (
          <div key={`${finding.tier} ${said(finding) ?? ''}`}>
            <p className="quoted">{said(finding)}</p>
            {finding.keepSatang !== null && (
              <p className="label">{t('own.finding.keeps', { amount: formatBaht(finding.keepSatang, 'exact') })}</p>
            )}
          </div>
        ))}
      </section>
      <p className="label">{t('own.finding.help')}</p>
      <OwnInterest of="holds" id={each.holdId} name={each.noticeReference} isKnown={each.hasInterest} />
      {each.settledAt === null && !each.hasInterest && (
        <div className="detail-acts">
          {VERDICTS.map((one) => (
            <button
              key={one}
              type="button"
              className={one === 'uphold' ? 'button primary' : 'button'}
              onClick={() => setVerdict(one)}
            >
              {t(`own.finding.${one}.open`)}…
            </button>
          ))}
        </div>
      )}
      {verdict !== undefined && <DecideDialog each={each} verdict={verdict} onClose={() => setVerdict(undefined)} />}
    </>
  );
}

function DecideDialog({ each, verdict, onClose }: { each: OwnFinding; verdict: Verdict; onClose: () => void }) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const lost = useStore(connection).state === 'lost' ? t('act.disconnected') : undefined;
  const isPart = verdict === 'uphold_in_part';
  const keepSatang = readAmount(typed);
  const amount = formatBaht(each.heldSatang, 'exact');
  return (
    <ActDialog
      name="answer_finding"
      title={t(`own.finding.${verdict}.title`, { amount, reference: each.noticeReference })}
      lead={t('own.finding.lead')}
      confirm={t(`own.finding.${verdict}.confirm`, { amount })}
      reasonLabel={t('own.finding.reason')}
      isReasonLast={isPart}
      blocked={lost ?? (isPart && keepSatang === undefined ? t('act.needsAmount') : undefined)}
      onClose={onClose}
      onAct={async (text) => {
        const reason = language === 'th' ? { th: text } : { en: text };
        const body = isPart ? { verdict, reason, keepSatang: keepSatang ?? '0' } : { verdict, reason };
        const params = { path: { id: each.id } };
        await dataOf(api.POST('/v1/institution/findings/{id}/decisions', { params, body }));
        await queries.invalidateQueries({ queryKey: ['list', 'own-findings'] });
        return undefined;
      }}
    >
      {isPart && (
        <TextField
          label={t('own.finding.keep')}
          isAmount
          refusedBy={['APPEAL.PART']}
          value={typed}
          onChange={setTyped}
        />
      )}
    </ActDialog>
  );
}
