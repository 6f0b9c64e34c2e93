import {
  emptyForm,
  textOf,
  withAnswers,
  withOneMore,
  type IntakeForm,
} from '../../../web/src/intake/form/intake-form.js';
import { offersFor, piecesOf, suggestionsOf, type Entity } from '../../../web/src/intake/form/suggestions.js';

const FORM = emptyForm(0);
const of = (type: Entity['type'], value: string | number, start = 0, end = 1): Entity => ({ type, value, start, end });

/** The form after every suggestion that may be confirmed was. */
function confirmed(form: IntakeForm, entities: readonly Entity[]): IntakeForm {
  return suggestionsOf(entities, form, 'th').reduce((now, { apply }) => apply(now), form);
}

describe('what a narrative names', () => {
  it.each<[string, Entity, string, string]>([
    ['an account', of('account', '9140000201'), 'toAccountNo.0', '9140000201'],
    ['a bank', of('bank', 'SCB'), 'toBank.0', 'SCB'],
    ['a PromptPay id', of('promptpay', '0890000123'), 'toPromptPay.0', '0890000123'],
    ['an amount', of('amount_baht', 50_000), 'amount.0', '50000'],
    ['a person', of('person', 'Somchai Example'), 'toName.0', 'Somchai Example'],
    ['a telephone', of('phone', '0600000201'), 'contact.0', '0600000201'],
    ['a LINE id', of('line_id', '@example'), 'contact.0', '@example'],
    ['a day', of('date', '2026-11-24'), 'day.0', '24/11/2569'],
    ['a day without a year', of('date', '30 พ.ย.'), 'day.0', '30/11/2512'],
    ['a time', of('time', '19:05'), 'time.0', '19:05'],
    ['the account that was debited', { ...of('account', '9040000201'), isDebited: true }, 'accountNo', '9040000201'],
    ['the bank of that account', { ...of('bank', 'กสิกร'), isDebited: true }, 'bank', 'กสิกร'],
    ['about when', { ...of('time', '19:00'), isAbout: true }, 'time.0', '~19:00 ±30'],
    ['about how much', { ...of('amount_baht', 50_000), isAbout: true }, 'amount.0', '~50000'],
  ])('fills an empty field when it is confirmed: %s', (_what, entity, field, value) => {
    expect(textOf(confirmed(FORM, [entity]), field as 'who')).toBe(value);
  });

  it.each([
    ['in the evening', '2026-12-02T20:30:00+07:00', 'เมื่อวาน', '01/12/2569'],
    ['after midnight', '2026-12-03T00:30:00+07:00', 'เมื่อวานนี้', '02/12/2569'],
    ['at noon', '2026-12-03T12:00:00+07:00', 'the day before yesterday', '01/12/2569'],
  ])('counts the day of yesterday from the call: %s', (_when, begunAt, words, day) => {
    const form = { ...FORM, begunAt };
    expect(textOf(confirmed(form, [of('date', words)]), 'day.0')).toBe(day);
  });

  it.each<[string, Record<string, string | null>, Entity]>([
    ['typed', { 'amount.0': '1' }, of('amount_baht', 50_000)],
    ['marked unknown', { 'toName.0': null }, of('person', 'Somchai Example')],
    ['of another kind of receiver', { 'toPromptPay.0': '0890000123' }, of('account', '9140000201')],
    ['a day that was typed', { 'day.0': '23/11/2569' }, of('date', '2026-11-24')],
    ['of a receiver that was chosen', { 'receiver.0': 'outside' }, of('bank', 'SCB')],
  ])('never overwrites a field that is %s', (_what, answers, entity) => {
    const form = withAnswers(FORM, answers);
    expect(suggestionsOf([entity], form, 'th')).toMatchObject([{ field: undefined }]);
    expect(confirmed(form, [entity])).toEqual(form);
  });

  it('fills one transfer after another, and offers each value to every transfer that has room', () => {
    const form = withOneMore(FORM, 'transfers');
    const told = [of('amount_baht', 20_000), of('account', '9140000201'), of('amount_baht', 30_000)];
    const fields = suggestionsOf(told, form, 'th').map(({ field, others }) => [
      field,
      others.map((each) => each.field),
    ]);
    expect(fields).toEqual([
      ['amount.0', ['amount.1']],
      ['toAccountNo.0', ['toAccountNo.1']],
      ['amount.0', ['amount.1']],
    ]);
    const [first] = suggestionsOf(told, form, 'th');
    const next = first?.apply(form) ?? form;
    expect(suggestionsOf(told, next, 'th').map(({ field }) => field)).toEqual([undefined, 'toAccountNo.0', 'amount.1']);
    const [amount] = suggestionsOf(told, form, 'th')[0]?.others ?? [];
    expect(textOf(amount?.apply(form) ?? form, 'amount.1')).toBe('20000');
  });

  it('is offered beside each field that it could fill, the one that its key fills first', () => {
    const form = withOneMore(FORM, 'transfers');
    const told = [of('amount_baht', 20_000), of('amount_baht', 30_000), of('phone', '0600000201')];
    const offered = (id: 'amount.0' | 'amount.1' | 'contact.0' | 'time.0') =>
      offersFor(suggestionsOf(told, form, 'th'), id).map(({ value, place }) => [value, place]);
    expect(offered('amount.0')).toEqual([
      ['20000', 0],
      ['30000', 1],
    ]);
    expect(offered('amount.1')).toEqual([
      ['20000', undefined],
      ['30000', undefined],
    ]);
    expect(offered('contact.0')).toEqual([['0600000201', 2]]);
    expect(offered('time.0')).toEqual([]);
    const typed = withAnswers(form, { 'amount.0': '1' });
    expect(offersFor(suggestionsOf(told, typed, 'th'), 'amount.0')).toEqual([]);
  });

  it('takes the place of the day of the call, which the page wrote by itself', () => {
    const form = withAnswers(FORM, { 'day.0': '01/01/2513' });
    expect(textOf(confirmed(form, [of('date', '1969-12-31')]), 'day.0')).toBe('31/12/2512');
  });

  it('is offered once however often it is said, and not again as a contact that stands there', () => {
    const phone = of('phone', '0600000201');
    expect(suggestionsOf([phone, phone], FORM, 'th')).toHaveLength(1);
    const form = withAnswers(withOneMore(FORM, 'contacts'), { 'contact.0': '0600000201' });
    expect(suggestionsOf([phone], form, 'th')).toMatchObject([{ field: undefined }]);
  });

  it('never offers the account that was debited for a receiver', () => {
    const told: Entity[] = [{ ...of('account', '904-0-00020-1'), isDebited: true }, of('account', '9140000201')];
    const offered = (form: IntakeForm) => offersFor(suggestionsOf(told, form, 'th'), 'toAccountNo.0');
    expect(offered(FORM).map(({ value }) => value)).toEqual(['9140000201']);
    // A number that stands as the account of the victim already is no receiver either.
    const typed = withAnswers(FORM, { accountNo: '9140000201' });
    expect(offered(typed)).toEqual([]);
  });

  it('leaves out a day that the calendar does not have', () => {
    expect(suggestionsOf([of('date', '31 พ.ย.')], FORM, 'th')).toEqual([]);
  });

  it('is cut out of the text so that the pieces are the text, also where entities overlap', () => {
    const text = 'call 0600000201 now';
    const pieces = piecesOf(text, [
      of('phone', '0600000201', 5, 15),
      of('account', '0600000201', 5, 15),
      of('url', 'x', 18, 99),
    ]);
    expect(pieces.map((piece) => piece.text)).toEqual(['call ', '0600000201', ' now']);
    expect(pieces.map(({ entity }) => entity?.type)).toEqual([undefined, 'phone', undefined]);
  });
});
