import { useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { TextField } from '../ui/fields/text-field.js';
import { CallersNumber, isNoNumber, numberOf } from './callers-number.js';
import { useText } from './words.js';

/** The API takes so many holds in one act. */
const LEAST = 2;
const MOST = 20;

/** What the caller reads out of one notice. */
interface Notice {
  readonly reference: string;
  readonly secret: string;
}

const EMPTY: Notice = { reference: '', secret: '' };

interface FileTogetherProps {
  blocked: string | undefined;
  onClose: () => void;
}

/**
 * Takes one statement of a caller against several holds, at any institutions: the caller proves each
 * by the code of its notice. Each hold gets an appeal of its own. What was typed is kept nowhere.
 */
export function FileTogether({ blocked, onClose }: FileTogetherProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const queries = useQueryClient();
  const [notices, setNotices] = useState<readonly Notice[]>([EMPTY, EMPTY]);
  const [phone, setPhone] = useState('');
  const sent = useRef({ body: '', key: '' });
  const write = (place: number, change: Partial<Notice>) =>
    setNotices((before) => before.map((each, at) => (at === place ? { ...each, ...change } : each)));
  const given = notices
    .map(({ reference, secret }) => ({ reference: reference.trim().toUpperCase(), secret: secret.trim() }))
    .filter(({ reference, secret }) => reference !== '' || secret !== '');
  const isWhole = given.length >= LEAST && given.every(({ reference, secret }) => reference !== '' && secret !== '');
  const isTwice = new Set(given.map(({ reference }) => reference)).size < given.length;
  const whyNot = isTwice
    ? t('unfreeze.dialog.together.twice')
    : isWhole
      ? isNoNumber(phone)
        ? t('unfreeze.dialog.file.noNumber')
        : undefined
      : t('unfreeze.dialog.together.incomplete');
  return (
    <ActDialog
      name="file_together"
      title={t('unfreeze.dialog.together.title')}
      lead={t('unfreeze.dialog.together.lead')}
      confirm={t('unfreeze.dialog.together.confirm', { count: given.length })}
      reasonLabel={t('unfreeze.dialog.file.statement')}
      isReasonLast
      blocked={blocked ?? whyNot}
      onClose={onClose}
      onAct={async (statement) => {
        const body = { holds: given, statement, phone: numberOf(phone) };
        // The same act again, after a lost answer, goes by the same key; what was corrected is another act.
        const words = JSON.stringify(body);
        if (sent.current.body !== words) sent.current = { body: words, key: crypto.randomUUID() };
        const { appeals } = await dataOf(
          api.POST('/v1/appeals/together', { params: { header: { 'Idempotency-Key': sent.current.key } }, body }),
        );
        await queries.invalidateQueries({ queryKey: ['list', 'appeals'] });
        const refused = appeals.filter(({ refusedBecause }) => refusedBecause !== null);
        if (refused.length === 0) return undefined;
        // What was taken is done: only what was refused stays to be corrected.
        const left = given.filter((notice) => refused.some(({ reference }) => reference === notice.reference));
        setNotices([...left, ...Array<Notice>(Math.max(0, LEAST - left.length)).fill(EMPTY)]);
        return [
          t('unfreeze.round', { done: appeals.length - refused.length, count: appeals.length }),
          ...refused.map(({ reference, refusedBecause }) => `${reference}: ${problems.ofCode(refusedBecause ?? '')}`),
        ].join(' · ');
      }}
    >
      {notices.map(({ reference, secret }, place) => (
        <fieldset key={place} className="notice-pair">
          <legend className="unseen">{t('unfreeze.dialog.together.notice', { number: place + 1 })}</legend>
          <TextField
            label={t('unfreeze.fact.reference')}
            maxLength={40}
            value={reference}
            onChange={(typed) => write(place, { reference: typed })}
          />
          <TextField
            label={t('unfreeze.dialog.together.code')}
            maxLength={20}
            value={secret}
            onChange={(typed) => write(place, { secret: typed })}
          />
        </fieldset>
      ))}
      <CallersNumber value={phone} onChange={setPhone} />
      {notices.length < MOST && (
        <p>
          <button type="button" className="button small" onClick={() => setNotices([...notices, EMPTY])}>
            {t('unfreeze.dialog.together.more')}
          </button>
        </p>
      )}
    </ActDialog>
  );
}
