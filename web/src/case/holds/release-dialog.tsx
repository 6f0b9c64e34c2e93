import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import { formatBaht, leftOf } from '../../format/money.js';
import { formatInstant } from '../../format/time.js';
import { readAmount } from '../../intake/form/typed.js';
import { useText } from '../words.js';
import { lastFour } from '../../ui/marks/account.js';
import { ActDialog } from '../../ui/dialog/act-dialog.js';
import { CaseFiles } from '../../ui/files/case-files.js';
import { TextField } from '../../ui/fields/text-field.js';
import type { CaseActs } from '../../api/schema.js';
import type { Hold } from '../case-data.js';
import { ReleaseReach } from './release-reach.js';

interface ReleaseDialogProps {
  hold: Hold;
  /** What the server says of the release; undefined: it is not read yet. */
  release: CaseActs['holds'][number]['release'] | undefined;
  shortName: (slug: string) => string;
  fullName: (slug: string) => string;
  blocked: string | undefined;
  onClose: () => void;
}

/**
 * Lets the money of a hold go, all of it or, once the institution has said what it holds, a part;
 * one officer is enough. Before that the order itself is taken back.
 */
export function ReleaseDialog({ hold, release, fullName, shortName, blocked, onClose }: ReleaseDialogProps) {
  const { t, language } = useText();
  const queries = useQueryClient();
  const [reach, setReach] = useState<'all' | 'part'>('all');
  const [typed, setTyped] = useState('');
  const [isUnrelated, setUnrelated] = useState(false);
  const [isVoided, setVoided] = useState(false);
  const [court, setCourt] = useState({ name: '', caseNo: '', orderedOn: '', attachmentId: '' });
  const files = useQuery({
    queryKey: ['case', hold.caseId, 'files'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/attachments', { params: { path: { id: hold.caseId } } })),
    enabled: isVoided,
  });
  const documents = files.data?.attachments.filter((file) => file.kind === 'document') ?? [];
  const isCourtWhole = Object.values(court).every((value) => value.trim() !== '');
  // The institution has said what it holds, so that the server lets a part go.
  const isAnswered = release?.whyNotInPart === null;
  const whole = release?.freesSatang ?? hold.heldSatang;
  const part = readAmount(typed);
  const isPart = reach === 'part';
  const keepSatang = part === undefined ? undefined : leftOf(whole, part);
  const amount = isPart ? (part === undefined ? '…' : formatBaht(part, 'exact')) : formatBaht(whole, 'exact');
  const words = {
    amount,
    bank: fullName(hold.institution),
    account: `••••••${lastFour(hold.accountMasked)}`,
  };
  const path = { params: { path: { id: hold.id } } };
  return (
    <ActDialog
      name="release"
      title={t(isAnswered ? 'release.title' : 'release.takeBack', words)}
      lead={`${t('release.lead')} · ${hold.caseNo}`}
      confirm={t('release.confirm', words)}
      reasonLabel={t('release.reason')}
      blocked={
        blocked ??
        (isPart && part === undefined
          ? t('act.needsAmount')
          : !isPart && isVoided && !isCourtWhole
            ? t('release.court.missing')
            : undefined)
      }
      onClose={onClose}
      onAct={async (reason) => {
        if (isPart) {
          const body = { keepSatang: keepSatang ?? '0', reason };
          await dataOf(api.POST('/v1/holds/{id}/partial-release', { ...path, body }));
        } else {
          const body = { reason, unrelated: isUnrelated && !isVoided, ...(isVoided ? { court } : {}) };
          await dataOf(api.POST('/v1/holds/{id}/release', { ...path, body }));
        }
        await queries.invalidateQueries({ queryKey: ['case', hold.caseId] });
        return undefined;
      }}
    >
      {isAnswered ? (
        <fieldset className="choices">
          <legend className="label">{t('release.howMuch')}</legend>
          {(['all', 'part'] as const).map((each) => (
            <label key={each} className="line">
              <input type="radio" name="reach" checked={reach === each} onChange={() => setReach(each)} />
              <span>{t(`release.${each}`)}</span>
            </label>
          ))}
        </fieldset>
      ) : (
        <p>{t('release.notAnswered')}</p>
      )}
      {isPart && (
        <TextField
          label={t('release.partAmount')}
          isAmount
          refusedBy={['HOLD.PART']}
          value={typed}
          onChange={setTyped}
        />
      )}
      {keepSatang !== undefined && isPart && <p>{t('release.keeps', { amount: formatBaht(keepSatang, 'exact') })}</p>}
      {!isPart && release?.byProof === true && (
        <label className="line">
          <input type="checkbox" checked={isUnrelated} onChange={() => setUnrelated(!isUnrelated)} />
          <span>{t('release.unrelated')}</span>
        </label>
      )}
      {!isPart && (
        <label className="line">
          <input type="checkbox" checked={isVoided} onChange={() => setVoided(!isVoided)} />
          <span>{t('release.court.voided')}</span>
        </label>
      )}
      {!isPart && isVoided && (
        <>
          <TextField
            label={t('release.court.name')}
            value={court.name}
            onChange={(name) => setCourt({ ...court, name })}
          />
          <TextField
            label={t('release.court.caseNo')}
            value={court.caseNo}
            onChange={(caseNo) => setCourt({ ...court, caseNo })}
          />
          <TextField
            label={t('release.court.orderedOn')}
            value={court.orderedOn}
            onChange={(orderedOn) => setCourt({ ...court, orderedOn })}
          />
          <label className="field">
            <span className="name">{t('release.court.document')}</span>
            <select
              className="input"
              value={court.attachmentId}
              onChange={({ target }) => setCourt({ ...court, attachmentId: target.value })}
            >
              <option value="">{t('release.court.choose')}</option>
              {documents.map((file) => (
                <option key={file.id} value={file.id}>
                  {formatInstant(file.addedAt, language)} · {file.mediaType}
                </option>
              ))}
            </select>
          </label>
          <CaseFiles caseId={hold.caseId} mayAdd blocked={blocked} />
        </>
      )}
      <ReleaseReach
        hold={hold}
        release={release}
        satang={isPart && part !== undefined ? part : whole}
        shortName={shortName}
      />
      <p>{t('release.otherwise', { at: formatInstant(hold.expiresAt, language) })}</p>
    </ActDialog>
  );
}
