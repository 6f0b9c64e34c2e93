import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { CaseActs, HolderPapersBody } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { useInstitutions } from '../queue/queue-data.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { TextField } from '../ui/fields/text-field.js';
import { CaseFiles } from '../ui/files/case-files.js';
import { lastFour } from '../ui/marks/account.js';
import { useShortName } from '../ui/marks/parties.js';
import { useText } from './words.js';

/** Papers that show who holds an account. */
const PAPERS = ['passport', 'id_card', 'company_certificate', 'account_book', 'bank_letter', 'other'] as const;
type Paper = (typeof PAPERS)[number];

interface HolderPapersDialogProps {
  caseId: string;
  caseNo: string;
  blocked: string | undefined;
  /** Says what came of it. */
  onDone: (said: string) => void;
  onClose: () => void;
}

/** Proposes that by a paper the reporter holds a debited account, or that this was a mistake. */
export function HolderPapersDialog({ caseId, caseNo, blocked, onDone, onClose }: HolderPapersDialogProps) {
  const { t, language } = useText();
  const problems = useProblemWords();
  const queries = useQueryClient();
  const shortName = useShortName(useInstitutions());
  const path = { id: caseId };
  const acts = useQuery({
    queryKey: ['case', caseId, 'acts'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/acts', { params: { path } })),
  });
  const files = useQuery({
    queryKey: ['case', caseId, 'files'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/attachments', { params: { path } })),
  });
  const [chosen, setChosen] = useState(0);
  const [paper, setPaper] = useState<Paper>('passport');
  const [number, setNumber] = useState('');
  const [attachmentId, setAttachmentId] = useState('');
  const accounts = acts.data?.holders.accounts ?? [];
  const account = accounts[chosen];
  const takesBack = account?.isKnown === true;
  const whyNot = takesBack ? account.whyNotTakeBack : account?.whyNotBelongs;
  const documents = files.data?.attachments.filter(({ kind }) => kind === 'document') ?? [];
  const isComplete = takesBack || (number.trim() !== '' && attachmentId !== '');
  const why =
    whyNot != null
      ? problems.ofCode(whyNot.code)
      : account === undefined || !isComplete
        ? t('complaints.needs')
        : undefined;
  const words = takesBack ? 'takeBack' : 'belongs';
  return (
    <ActDialog
      name="holder_papers"
      title={t(`complaints.holder.${words}.title`, { caseNo })}
      lead={t(`complaints.holder.${words}.lead`)}
      reasonLabel={t('complaints.holder.reason')}
      confirm={t(`complaints.holder.${words}.confirm`)}
      isReasonLast
      blocked={blocked ?? why}
      onClose={onClose}
      onAct={async (reason) => {
        const { lapsesAt } = await dataOf(
          api.POST('/v1/cases/{id}/holder-papers', { params: { path }, body: bodyOf(account, reason) }),
        );
        await queries.invalidateQueries({ queryKey: ['queue', 'second-person'] });
        onDone(t('complaints.done.waiting', { at: formatInstant(lapsesAt, language) }));
        return undefined;
      }}
    >
      <label className="field">
        <span className="name">{t('complaints.holder.account')}</span>
        <select className="input" value={chosen} onChange={({ target }) => setChosen(Number(target.value))}>
          {accounts.map(({ institution, accountMasked, isKnown }, place) => (
            <option key={`${institution}${accountMasked}${place}`} value={place}>
              {`${shortName(institution)} ••••${lastFour(accountMasked)}${isKnown ? ` · ${t('complaints.holder.known')}` : ''}`}
            </option>
          ))}
        </select>
      </label>
      {!takesBack && (
        <>
          <div className="fields">
            <label className="field" data-columns="3">
              <span className="name">{t('complaints.holder.paper')}</span>
              <select
                className="input"
                value={paper}
                onChange={({ target }) => setPaper(PAPERS.find((each) => each === target.value) ?? 'other')}
              >
                {PAPERS.map((each) => (
                  <option key={each} value={each}>
                    {t(`complaints.holder.kind.${each}`)}
                  </option>
                ))}
              </select>
            </label>
            <TextField
              label={t('complaints.holder.number')}
              columns={3}
              maxLength={64}
              value={number}
              onChange={setNumber}
            />
          </div>
          <label className="field">
            <span className="name">{t('complaints.holder.file')}</span>
            <select className="input" value={attachmentId} onChange={({ target }) => setAttachmentId(target.value)}>
              <option value="">{t('complaints.holder.choose')}</option>
              {documents.map((file) => (
                <option key={file.id} value={file.id}>
                  {formatInstant(file.addedAt, language)} · {file.mediaType}
                </option>
              ))}
            </select>
          </label>
          <CaseFiles caseId={caseId} mayAdd blocked={blocked} />
        </>
      )}
    </ActDialog>
  );

  function bodyOf(of: CaseActs['holders']['accounts'][number] | undefined, reason: string): HolderPapersBody {
    const about = of?.transferId == null ? {} : { transferId: of.transferId };
    return takesBack
      ? { finding: 'taken_back', ...about, reason }
      : { finding: 'belongs', ...about, document: { kind: paper, number: number.trim(), attachmentId }, reason };
  }
}
