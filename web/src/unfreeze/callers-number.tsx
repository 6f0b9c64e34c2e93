import { useId } from 'react';
import { TextField } from '../ui/fields/text-field.js';
import { useText } from './words.js';

/** Returns a number as it is sent, without spaces and dashes; undefined where none was typed. */
export function numberOf(typed: string): string | undefined {
  const number = typed.replace(/[\s-]/g, '');
  return number === '' ? undefined : number;
}

/** A Thai or an international number, as the API takes it. */
const NUMBER = /^0[689][0-9]{8}$|^0[2-7][0-9]{7}$|^\+[1-9][0-9]{7,14}$/;

/** Returns whether what was typed is no telephone number; nothing typed is none that is wrong. */
export function isNoNumber(typed: string): boolean {
  const number = numberOf(typed);
  return number !== undefined && !NUMBER.test(number);
}

/** Takes down the telephone number of who appeals, where it is given: who uses it decides nothing. */
export function CallersNumber({ value, onChange }: { value: string; onChange: (typed: string) => void }) {
  const { t } = useText();
  const noteId = useId();
  return (
    <>
      <TextField
        label={t('unfreeze.dialog.file.phone')}
        maxLength={20}
        describedBy={noteId}
        value={value}
        onChange={onChange}
      />
      <p id={noteId} className="label">
        {t('unfreeze.dialog.file.phoneHint')}
      </p>
    </>
  );
}
