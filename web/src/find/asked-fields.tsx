import { type RefObject } from 'react';
import { useInstitutions } from '../queue/queue-data.js';
import { InstitutionOptions } from '../ui/fields/institution-options.js';
import { PROMPTPAY_KINDS, type useAsked, type Way } from './asked.js';
import { useText } from './words.js';

interface AskedFieldsProps {
  state: ReturnType<typeof useAsked>;
  ways: readonly Way[];
  /** In one line above a table: the way is chosen from a list, and labels are not shown. */
  isInline?: boolean;
  field?: RefObject<HTMLInputElement | null>;
}

/** The fields of every search by a number. What is typed stays here: it goes into no address. */
export function AskedFields({ state, ways, isInline = false, field }: AskedFieldsProps) {
  const { t } = useText();
  const institutions = useInstitutions();
  const { asked, setTyped, setWay, setBank, setKind, setCountry } = state;
  const name = isInline ? 'unseen' : 'name';
  const value = (
    <label className="field">
      <span className={name}>{t('find.value')}</span>
      <input
        ref={field}
        className="input"
        value={asked.typed}
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        placeholder={isInline ? t(`find.way.${asked.way}`) : undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
    </label>
  );
  return (
    <>
      {!isInline && value}
      {isInline ? (
        <label className="field">
          <span className={name}>{t('find.by')}</span>
          <select
            className="input"
            value={asked.way}
            onChange={({ target }) => setWay(ways.find((each) => each === target.value) ?? asked.way)}
          >
            {ways.map((each) => (
              <option key={each} value={each}>
                {t(`find.way.${each}`)}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <fieldset className="choices find-ways">
          <legend className="label">{t('find.by')}</legend>
          {ways.map((each) => (
            <label key={each} className="line">
              <input type="radio" name="way" checked={each === asked.way} onChange={() => setWay(each)} />
              {t(`find.way.${each}`)}
            </label>
          ))}
        </fieldset>
      )}
      {asked.way === 'account' && (
        <label className="field">
          <span className={name}>{t('find.bank')}</span>
          <select className="input" value={asked.bank} onChange={({ target }) => setBank(target.value)}>
            <option value="">{t('find.chooseBank')}</option>
            <InstitutionOptions institutions={institutions} />
          </select>
        </label>
      )}
      {asked.way === 'promptPay' && (
        <label className="field">
          <span className={name}>{t('find.kind')}</span>
          <select
            className="input"
            value={asked.kind}
            onChange={({ target }) => setKind(PROMPTPAY_KINDS.find((each) => each === target.value))}
          >
            {PROMPTPAY_KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`find.kinds.${each}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {asked.way === 'passport' && (
        <label className="field">
          <span className={name}>{t('find.country')}</span>
          <input
            className="input"
            value={asked.country}
            autoComplete="off"
            maxLength={3}
            onChange={({ target }) => setCountry(target.value)}
          />
        </label>
      )}
      {isInline && value}
    </>
  );
}
